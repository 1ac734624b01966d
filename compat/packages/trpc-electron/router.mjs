import { initTRPC } from '@trpc/server';
import { observable } from '@trpc/server/observable';

const t = initTRPC.context().create({ isServer: true });

/** How many subscriptions have ended. */
export const ended = { count: 0 };

export const router = t.router({
  hi: t.procedure
    .input((value) => String(value))
    .query(({ input, ctx }) => `hi ${input} #${ctx.id}`),
  fail: t.procedure.mutation(() => {
    throw new Error('kaput');
  }),
  ticks: t.procedure.subscription(() =>
    observable((emit) => {
      let n = 0;
      const timer = setInterval(() => emit.next(n++), 2);
      return () => {
        clearInterval(timer);
        ended.count++;
      };
    }),
  ),
});
