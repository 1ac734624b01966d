// Windows of the tests. With IPCMAIN_TEST_TRANSPORT=process, their renderers are processes.

import { BrowserWindow as Window } from 'ipcmain';
import { inProcesses } from './renderer-process.mjs';

class WindowOfProcess extends Window {
  constructor(options) {
    super({ ...options, webPreferences: { process: true, ...options?.webPreferences } });
  }
}

/** What `forcefullyCrashRenderer()` comes to: a signal, for a process. */
export const KILLED = { reason: 'killed', exitCode: inProcesses ? 9 : 1 };

/** Why a test of what a window was made with is skipped. */
export const hasOtherPreferences = inProcesses && 'the windows of this run have a preference more';

export const BrowserWindow = inProcesses ? WindowOfProcess : Window;
