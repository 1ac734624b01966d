import { tipc } from '@egoist/tipc/main';

const t = tipc.create();

export const router = {
  sum: t.procedure.input().action(async ({ input }) => input.a + input.b),
  whose: t.procedure.action(async ({ context }) => context.sender.id),
  bad: t.procedure.action(async () => {
    throw new RangeError('nope');
  }),
};
