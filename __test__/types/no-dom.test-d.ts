// What must compile in a program that has no library `dom`: a port in a renderer is Node's then.

import type { MessagePort } from 'node:worker_threads';
import type { IpcRenderer, IpcRendererEvent } from 'ipcmain';
import { exactly } from './assert';

// @ts-expect-error There is no `dom`, or this would test nothing.
void document;

export function ports(renderer: IpcRenderer, event: IpcRendererEvent) {
  exactly<MessagePort[]>()(event.ports);
  for (const port of event.ports) port.on('message', () => port.unref()).start();
  renderer.postMessage('x', 1, [...event.ports, new MessageChannel().port1]);
  // @ts-expect-error A buffer is not a port.
  renderer.postMessage('x', 1, [new ArrayBuffer(1)]);
}
