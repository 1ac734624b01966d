// @ts-check
'use strict';

// What a process that a main has started runs first. It takes the descriptor, or the name of the pipe and the secret, out of the
// sight of everything that runs later, so that no process that this one starts inherits it.

const { threadId, isMainThread } = require('node:worker_threads');

const inherited = process.env.IPCMAIN_PROCESS;

if (isMainThread && inherited !== undefined) {
  delete process.env.IPCMAIN_PROCESS;
  const binding = require('./binding');
  const [place = '', secret = '', protocol, peer, role] = inherited.split(' ');
  const hub = binding.connectMain(
    place,
    secret,
    Number(protocol),
    Number(peer),
    threadId,
    // Without its main nobody needs it, and nobody else would end it.
    () => process.exit(),
  );
  // A process that exits does not run what the native side has asked to be run in the end.
  process.on('exit', () => binding.flushMain(hub));
  if (role === 'utility') require('../utility/parent-port').install(hub);
  else binding.claimThread(threadId, hub);
}
