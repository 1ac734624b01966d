// `node --import ipcmain/register app.js`: `electron` means `ipcmain/electron`, in this thread and, since
// --import is inherited, in every Worker.

import './lib/electron/alias.js';
