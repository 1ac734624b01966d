export * from './index.js';

/** All that the package exports, as one object: what `require('ipcmain')` gives. */
declare const ipcmain: typeof import('./index.js');
export default ipcmain;
