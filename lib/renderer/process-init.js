// @ts-check
'use strict';

// What a process that `forkRenderer` has started runs first. It takes the descriptor out of the sight of
// everything that runs later, so that no process that this one starts inherits it.

const { threadId, isMainThread } = require('node:worker_threads');

const inherited = process.env.IPCMAIN_PROCESS;

if (isMainThread && inherited !== undefined) {
  delete process.env.IPCMAIN_PROCESS;
  const binding = require('../common/binding');
  const [descriptor, protocol, peer] = /** @type {[number, number, number]} */ (
    inherited.split(' ').map(Number)
  );
  // Without its main nobody needs it, and nobody else would end it.
  binding.connectMain(descriptor, protocol, peer, threadId, () => process.exit());
  // A process that exits does not run what the native side has asked to be run in the end.
  process.on('exit', () => binding.flushMain(threadId));
}
