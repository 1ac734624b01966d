// The loops that are timed. They are the same for every link and run in whichever thread drives.

import { payloads } from '../payloads.mjs';
import { median } from './statistics.mjs';

/** Small, and unlike every payload. */
const ALL_SEEN = 0;

/** Runs one round. Gives microseconds per message or call, and the CPU time of the process for it. */
export async function drive(end, task, acknowledged) {
  const { make, touch } = payloads[task.payload];
  const value = make();
  const cpu = process.cpuUsage();
  const time = await shapes[task.shape]({ end, task, value, touch, acknowledged });
  const { user, system } = process.cpuUsage(cpu);
  return { time, cpu: (user + system) / task.count };
}

const shapes = { sync, invoke, flight, oneWay };

function sync({ end, task: { count }, value, touch }) {
  const times = new Float64Array(count);
  let seen = 0;
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const answer = end.callSync(value);
    times[i] = performance.now() - start;
    seen += touch(answer);
  }
  check(seen, count, touch(value));
  return median(times) * 1000;
}

async function invoke({ end, task: { count }, value, touch }) {
  const times = new Float64Array(count);
  let seen = 0;
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const answer = await end.call(value);
    times[i] = performance.now() - start;
    seen += touch(answer);
  }
  check(seen, count, touch(value));
  return median(times) * 1000;
}

async function flight({ end, task: { count, inFlight }, value, touch }) {
  let left = count;
  let seen = 0;
  const start = performance.now();
  const caller = async () => {
    while (left-- > 0) {
      const answer = await end.call(value);
      seen += touch(answer);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  const time = performance.now() - start;
  check(seen, count, touch(value));
  return (time / count) * 1000;
}

async function oneWay({ end, task: { count, window = Infinity }, value, acknowledged }) {
  const allSeen = new Promise((resolve) => {
    end.onAllSeen = resolve;
  });
  const start = performance.now();
  for (let sent = 0; sent < count; sent++) {
    if (sent >= window) waitForRoom(acknowledged, sent - window);
    end.send(value);
  }
  await allSeen;
  return ((performance.now() - start) / count) * 1000;
}

/** Sends tiny messages as fast as they are taken. */
export function flood(end, { length, window, acknowledged }) {
  const stop = performance.now() + length;
  for (let sent = 0; performance.now() < stop; sent++) {
    if (sent >= window) waitForRoom(acknowledged, sent - window);
    end.send('ping');
  }
}

/** Blocks, in main as well, until more than so many messages have been acknowledged. */
function waitForRoom(acknowledged, count) {
  for (let seen; (seen = Atomics.load(acknowledged, 0)) <= count;) {
    Atomics.wait(acknowledged, 0, seen);
  }
}

function check(seen, count, each) {
  if (seen !== count * each) throw new Error('What came back is not what was sent');
}

/** The other end of the one-way paths: counts what arrives, and says when that was all. */
export function receive(end, acknowledged) {
  let expected;
  end.onMessage((value) => {
    if (value === ALL_SEEN) end.onAllSeen();
    else expected(value);
  });
  return {
    expect({ count, window, payload }) {
      const { make, touch } = payloads[payload];
      const each = touch(make());
      const step = window === undefined ? Infinity : window / 2;
      let arrived = 0;
      let seen = 0;
      expected = (value) => {
        seen += touch(value);
        arrived += 1;
        if (arrived % step === 0) {
          Atomics.store(acknowledged, 0, arrived);
          Atomics.notify(acknowledged, 0);
        }
        if (arrived < count) return;
        check(seen, count, each);
        end.send(ALL_SEEN);
      };
    },
  };
}
