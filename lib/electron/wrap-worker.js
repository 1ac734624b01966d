// @ts-check
'use strict';

// Makes the Workers that are started from now on resolve `electron`. Loading it is enough; once in a thread, for all.

const { syncBuiltinESMExports } = /** @type {any} */ (require('node:module'));
const path = require('node:path');
const threads = /** @type {any} */ (require('node:worker_threads'));

const KEY = Symbol.for('ipcmain.alias-in-workers');
const PRELOAD = ['--require', path.join(__dirname, 'alias.js')];

/** Names the options that Node does not let a Worker have. */
const INVALID = /invalid execArgv flags: (.*)/;

/** The class itself in all but its constructor, so `instanceof` and subclasses see no difference. */
function aliasWorker(/** @type {any} */ Worker) {
  return new Proxy(Worker, {
    construct(target, [file, options, ...rest], newTarget) {
      const start = (/** @type {string[]} */ execArgv) =>
        Reflect.construct(
          target,
          [file, { ...options, execArgv: [...execArgv, ...PRELOAD] }, ...rest],
          newTarget,
        );
      if (options?.execArgv) return start(options.execArgv);
      const inherited = [...process.execArgv];
      try {
        return start(inherited);
      } catch (error) {
        // One of V8's, which holds for the whole process anyway.
        const invalid = INVALID.exec(/** @type {Error} */ (error).message)?.[1]?.split(', ');
        if (invalid === undefined) throw error;
        return start(inherited.filter((option) => !invalid.includes(option)));
      }
    },
  });
}

if (!Object.hasOwn(threads.Worker, KEY)) {
  Object.defineProperty(threads.Worker, KEY, { value: true });
  threads.Worker = aliasWorker(threads.Worker);
  syncBuiltinESMExports();
}
