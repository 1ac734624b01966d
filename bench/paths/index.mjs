// Every path that has a target. `driver` is the thread that sends or calls: the renderer unless said.

import invoke from './invoke.mjs';
import send from './send.mjs';
import sendSync from './send-sync.mjs';

export const paths = [...sendSync, ...invoke, ...send].map((path) => ({
  driver: 'renderer',
  ...path,
}));
