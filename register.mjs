// `node --import ipcmain/register app.js`: `electron` means `ipcmain/electron`, in this thread and, since
// --import is inherited, in every Worker.

import './lib/electron/alias.js';
import disguise from './lib/electron/disguise.js';

// Before the program runs: packages look at `process.type` before they load `electron`, if they do.
disguise.runAsProgram();
