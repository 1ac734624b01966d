'use strict';

const { exposeElectronTRPC } = require('trpc-electron/main');

process.once('loaded', async () => {
  exposeElectronTRPC();
});
