// Random operations on an emitter, and a trace of everything that can be seen of them.

const symbols = [Symbol('s'), Symbol('s'), Symbol.for('s')];

/**
 * The names of events: strings of all kinds, what JavaScript takes for indices, symbols, others. Not
 * `undefined`: Node 20 takes it for no name, and throws.
 */
export const names = ['a', 'b', 'error', '__proto__', 'constructor', 'a\ud800', 'a\ufffd'].concat(
  ['0', '7', '10', '01', '-1', '4294967294', '4294967295', '1e3'],
  symbols,
  ['', 7, true, null],
);

/** A generator of the numbers from 0 to below `limit`, always the same for one seed (mulberry32). */
export function randomNumbers(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const LISTENERS = 12;

// Calls within calls come to an end: so deep, so many for one operation, so many listeners of one name.
const DEEPEST = 3;
const LONGEST = 25;
const MOST = 8;

const adding = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener', 'addRaw'];

/** Each kind of operation, as often as it is to come up. */
const kinds = [...adding, 'on', 'once', 'prependListener', 'removeAll'].concat(
  ['off', 'off', 'removeListener', 'removeListener', 'removeRaw'],
  ['emit', 'emit', 'emit', 'emit', 'callRaw'],
);

/** @param {(limit: number) => number} random */
function randomOperation(random, { names, rare = 60 }) {
  const everything = random(rare) === 0;
  return {
    kind: everything ? 'clear' : kinds[random(kinds.length)],
    name: names[random(names.length)],
    listener: random(LISTENERS),
    index: random(4),
  };
}

/**
 * What is done from outside, and what each listener does when it is called.
 *
 * @param {number} seed
 * @param {{ count: number, names: unknown[], nested: boolean }} options
 */
export function makePlan(seed, { count, names, nested }) {
  const random = randomNumbers(seed);
  const script = () =>
    Array.from({ length: nested ? random(4) : 0 }, () =>
      randomOperation(random, { names, rare: 400 }),
    );
  return {
    operations: Array.from({ length: count }, () => randomOperation(random, { names })),
    scripts: Array.from({ length: LISTENERS }, script),
    names,
  };
}

const shown = (name) => (typeof name === 'string' ? name : `${typeof name} ${String(name)}`);

/** Which of the symbols: two of them look alike. */
const nameOf = (name) => (symbols.includes(name) ? `symbol ${symbols.indexOf(name)}` : shown(name));

/**
 * Does on one emitter what the plan says.
 *
 * @param {import('node:events').EventEmitter} emitter
 * @param {ReturnType<typeof makePlan>} plan
 * @returns {unknown[][]} for each operation what happened
 */
export function runPlan(emitter, { operations, scripts, names }) {
  let trace = [];
  let depth = 0;
  let nested = 0;
  const numbers = new Map();
  const known = (fn) => numbers.get(fn) ?? (typeof fn === 'function' ? 'hidden' : nameOf(fn));
  const raw = (fn) => (fn.listener ? `once ${known(fn.listener)}` : known(fn));

  const listeners = scripts.map((script, number) => {
    const listener = function (...args) {
      const own = args.map((arg) => (typeof arg === 'function' ? known(arg) : nameOf(arg)));
      trace.push(['call', number, this === emitter, ...own]);
      if (depth < DEEPEST) for (const operation of script) performNested(operation);
      // Some throw, which ends the emit.
      if (number === 0 && depth < 2) throw new Error('of a listener');
    };
    numbers.set(listener, number);
    return listener;
  });

  function performNested(operation) {
    nested++;
    if (nested <= LONGEST) perform(operation);
  }

  function perform(operation) {
    depth++;
    try {
      trace.push([operation.kind, nameOf(operation.name), result(operation)]);
    } catch (error) {
      const { name, code, message } = error;
      trace.push([operation.kind, nameOf(operation.name), 'throws', name, code, message]);
    }
    depth--;
  }

  function result({ kind, name, listener, index }) {
    const wrapper = () => emitter.rawListeners(name)[index];
    if (adding.includes(kind) && emitter.listenerCount(name) >= MOST) return 'enough';
    switch (kind) {
      case 'emit':
        return emitter.emit(name, ...[1, 'two', undefined].slice(0, index));
      case 'removeAll':
        return emitter.removeAllListeners(name) === emitter;
      case 'clear':
        return emitter.removeAllListeners() === emitter;
      case 'removeRaw':
        return wrapper() && emitter.removeListener(name, wrapper()) === emitter;
      case 'addRaw':
        return wrapper() && emitter.on(name, wrapper()) === emitter;
      case 'callRaw':
        return wrapper() && known(wrapper()(index));
      default:
        return emitter[kind](name, listeners[listener]) === emitter;
    }
  }

  /** All that can be asked of the emitter. */
  function state() {
    return [
      emitter.eventNames().map(nameOf),
      ...names.map((name) => [
        nameOf(name),
        emitter.listenerCount(name),
        emitter.listenerCount(name, listeners[1]),
        emitter.listeners(name).map(known),
        emitter.rawListeners(name).map(raw),
      ]),
    ];
  }

  return operations.map((operation) => {
    trace = [];
    nested = 0;
    perform(operation);
    return [...trace, ...state()];
  });
}
