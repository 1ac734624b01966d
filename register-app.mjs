// `node --import ipcmain/register/app app.js`: the same for a whole program, which finds `process` as in Electron
// and no renderer's side in main.

import './lib/electron/alias.js';
import disguise from './lib/electron/disguise.js';

// Before the program runs: packages look at `process.type` before they load `electron`, if they do.
disguise.runAsProgram();
