// What must compile against the declarations, and what must not, with the library `dom` and without.
// Nothing here is ever run: `tsc -p __test__/types` and `tsc -p __test__/types/tsconfig.no-dom.json` are the tests.

import { EventEmitter, on, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type * as esm from 'ipcmain' with { 'resolution-mode': 'import' };
import { app, ipcMain, ipcRenderer, webContents } from 'ipcmain';
import type {
  App,
  BrowserWindow,
  ContextBridge,
  Inspection,
  Limits,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  IpcRenderer,
  IpcRendererEvent,
  MessageChannelMain,
  MessagePortMain,
  WebContents,
  WebFrameMain,
} from 'ipcmain';
import type lib = require('../../lib/index.js');
import { exactly, holds, none, type Faults, type Same } from './assert';

const worker = new Worker('./renderer.js');
const someEvent = {} as IpcMainEvent;

// --- ipcMain ---

function mainListens(main: IpcMain) {
  const listener = (event: IpcMainEvent, one: number, two: string) => {
    event.reply('sum', one, two);
  };

  exactly<IpcMain>()(main.on('x', listener));
  exactly<IpcMain>()(main.once('x', listener));
  exactly<IpcMain>()(main.off('x', listener));
  exactly<IpcMain>()(main.addListener('x', listener));
  exactly<IpcMain>()(main.removeListener('x', listener));
  exactly<IpcMain>()(main.removeAllListeners('x'));
  exactly<IpcMain>()(main.removeAllListeners());
  exactly<IpcMain>()(main.prependListener('x', listener));
  exactly<IpcMain>()(main.prependOnceListener('x', listener));
  exactly<IpcMain>()(main.setMaxListeners(1));

  // The methods that Electron does not redeclare are those of the EventEmitter.
  exactly<boolean>()(main.emit('x', someEvent, 1));
  exactly<number>()(main.listenerCount('x'));
  exactly<number>()(main.getMaxListeners());
  main.eventNames().includes(Symbol.iterator);
  main.listeners('x').push(listener);
  main.rawListeners('x').push(listener);

  main.on('x', (event, ...args) => {
    exactly<IpcMainEvent>()(event);
    exactly<any[]>()(args);
  });
  main.once('x', async (event) => {
    exactly<IpcMainEvent>()(event);
  });
  main.on('x', () => {});

  // @ts-expect-error A channel is a string.
  main.on(5, () => {});
  // @ts-expect-error A channel is a string.
  main.on(Symbol('x'), () => {});
  // @ts-expect-error A listener is a function.
  main.on('x', 'listener');
  // @ts-expect-error There is no listener.
  main.on('x');
  // @ts-expect-error The event is not a number.
  main.on('x', (event: number) => event);
  // @ts-expect-error A renderer's event is not main's.
  main.on('x', (event: IpcRendererEvent) => event);
  // @ts-expect-error A channel is a string.
  main.removeAllListeners(5);
  // @ts-expect-error Only the exported object can be inspected, and not `webContents.ipc`.
  main.inspect();
  // @ts-expect-error The table of handlers is internal.
  main._invokeHandlers.clear();
}
mainListens(ipcMain);

function mainHandles(main: IpcMain) {
  exactly<void>()(main.handle('x', () => 1));
  exactly<void>()(main.handleOnce('x', () => 1));
  exactly<void>()(main.removeHandler('x'));

  main.handle('x', (event, ...args) => {
    exactly<IpcMainInvokeEvent>()(event);
    exactly<any[]>()(args);
  });
  main.handleOnce('x', async (event, name: string, count: number) => {
    exactly<IpcMainInvokeEvent>()(event);
    return name.repeat(count);
  });
  main.handle('x', () => undefined);
  main.handle('x', () => Promise.resolve([1]));

  const { handle, handleOnce } = main;
  handle('x', () => 1);
  handleOnce('x', () => 1);

  // @ts-expect-error There is no handler.
  main.handle('x');
  // @ts-expect-error A handler is a function.
  main.handle('x', Promise.resolve(1));
  // @ts-expect-error A handler is a function.
  main.handleOnce('x', undefined);
  // @ts-expect-error A channel is a string.
  main.handle(Symbol('x'), () => 1);
  // @ts-expect-error The event of a handler has no `reply`.
  main.handle('x', (event) => event.reply('y'));
  // @ts-expect-error The event of a handler has no `returnValue`.
  main.handle('x', (event) => (event.returnValue = 1));
  // What the event is annotated with may have more, as Electron's events have.
  main.handle('x', (event: IpcMainEvent) => event);
  // @ts-expect-error A renderer's event is not main's.
  main.handle('x', (event: IpcRendererEvent) => event);
  // @ts-expect-error `handle` returns nothing to go on with.
  main.handle('x', () => 1).handle('y', () => 1);
  // @ts-expect-error There is no channel.
  main.removeHandler();
}
mainHandles(ipcMain);

exactly<typeof ipcMain>()(ipcMain.on('x', () => {}));
holds<Same<ReturnType<typeof ipcMain.inspect>, Inspection>>();

// --- the events of main ---

function mainEvent(event: IpcMainEvent) {
  exactly<'frame'>()(event.type);
  exactly<WebContents>()(event.sender);
  exactly<WebFrameMain | null>()(event.senderFrame);
  exactly<number>()(event.frameId);
  exactly<number>()(event.processId);
  exactly<any>()(event.returnValue);
  exactly<boolean>()(event.defaultPrevented);
  exactly<void>()(event.preventDefault());
  exactly<void>()(event.reply('x', 1, {}, null));
  exactly<void>()(event.sender.send('x'));

  event.returnValue = { any: ['value'] };
  event.returnValue = undefined;
  event.senderFrame?.send('x');
  const { reply } = event;
  reply('x');

  // @ts-expect-error The frame may be gone.
  event.senderFrame.send('x');
  // @ts-expect-error The frame cannot be replaced.
  event.senderFrame = null;
  // @ts-expect-error Only `preventDefault` changes it.
  event.defaultPrevented = true;
  // @ts-expect-error There is no channel.
  event.reply();
  // @ts-expect-error A channel is a string.
  event.reply(5);
  // @ts-expect-error A worker thread is not a service worker.
  event.type = 'service-worker';
  exactly<MessagePortMain[]>()(event.ports);
  // @ts-expect-error What answers is internal.
  event._replyChannel.sendReply(1);
}
ipcMain.on('x', mainEvent);

function invokeEvent(event: IpcMainInvokeEvent) {
  exactly<'frame'>()(event.type);
  exactly<WebContents>()(event.sender);
  exactly<WebFrameMain | null>()(event.senderFrame);
  exactly<number>()(event.frameId);
  exactly<number>()(event.processId);
  exactly<boolean>()(event.defaultPrevented);
  exactly<void>()(event.preventDefault());
}
ipcMain.handle('x', invokeEvent);
// A function that asks for no more than both have serves as both.
ipcMain.on('x', invokeEvent);

// --- ipcRenderer ---

async function rendererSends(renderer: IpcRenderer) {
  exactly<void>()(renderer.send('x'));
  exactly<void>()(renderer.send('x', 1, undefined, { a: [new Date()] }));
  exactly<any>()(renderer.sendSync('x', 1));
  exactly<Promise<any>>()(renderer.invoke('x', 1));
  exactly<void>()(renderer.sendToHost('x', 1));

  const text: string = await renderer.invoke('x');
  renderer.send('x', text);
  const { invoke, send, sendSync } = renderer;
  send('x', await invoke('x', sendSync('x')));

  // @ts-expect-error There is no channel.
  renderer.send();
  // @ts-expect-error A channel is a string.
  renderer.send(5);
  // @ts-expect-error A channel is a string.
  renderer.sendSync(Symbol('x'));
  // @ts-expect-error A channel is a string.
  void renderer.invoke(null);
  // @ts-expect-error There is no channel.
  renderer.sendToHost();
  // @ts-expect-error Electron has removed it.
  renderer.sendTo(1, 'x');
  // @ts-expect-error Main does not invoke a renderer.
  renderer.handle('x', () => 1);
  // @ts-expect-error Only the exported object keeps its thread alive.
  renderer.ref();
}
void rendererSends(ipcRenderer);

function rendererListens(renderer: IpcRenderer) {
  const listener = (event: IpcRendererEvent, one: number) => {
    event.sender.send('y', one);
  };

  exactly<IpcRenderer>()(renderer.on('x', listener));
  exactly<IpcRenderer>()(renderer.once('x', listener));
  exactly<IpcRenderer>()(renderer.off('x', listener));
  exactly<IpcRenderer>()(renderer.addListener('x', listener));
  exactly<IpcRenderer>()(renderer.removeListener('x', listener));
  exactly<IpcRenderer>()(renderer.removeAllListeners('x'));
  exactly<IpcRenderer>()(renderer.removeAllListeners());
  exactly<IpcRenderer>()(renderer.prependListener('x', listener));
  exactly<boolean>()(renderer.emit('x', {}));

  renderer.on('x', (event, ...args) => {
    exactly<IpcRendererEvent>()(event);
    exactly<IpcRenderer>()(event.sender);
    exactly<number>()(event.ports.length);
    exactly<any[]>()(args);
    // @ts-expect-error Such an event has no `preventDefault`.
    event.preventDefault();
    // @ts-expect-error A renderer has nothing to reply with but `send`.
    event.reply('x');
  });

  // @ts-expect-error A channel is a string.
  renderer.on(Symbol('x'), () => {});
  // @ts-expect-error A listener is a function.
  renderer.once('x', {});
  // @ts-expect-error Main's event is not a renderer's.
  renderer.on('x', mainEvent);
  // @ts-expect-error The listener of a removal is one that could have been added.
  renderer.removeListener('x', mainEvent);
}
rendererListens(ipcRenderer);

exactly<typeof ipcRenderer>()(ipcRenderer.ref());
exactly<typeof ipcRenderer>()(ipcRenderer.on('x', () => {}).unref());

// --- webContents ---

function contents(found: WebContents) {
  exactly<number>()(found.id);
  exactly<IpcMain>()(found.ipc);
  exactly<WebFrameMain>()(found.mainFrame);
  exactly<boolean>()(found.isDestroyed());
  exactly<void>()(found.send('x', 1, [2]));
  // As Electron declares it: to say more would refuse Electron's contents where ours are wanted.
  exactly<void>()(found.sendToFrame(1, 'x', 1));
  exactly<void>()(found.sendToFrame([1, 1], 'x', 1));
  mainListens(found.ipc);
  mainHandles(found.ipc);

  exactly<WebContents>()(found.on('destroyed', () => {}));
  exactly<WebContents>()(found.once('ipc-message', () => {}));
  exactly<WebContents>()(found.off('ipc-message-sync', () => {}));
  exactly<WebContents>()(found.addListener('destroyed', () => {}));
  exactly<WebContents>()(found.removeListener('destroyed', () => {}));
  exactly<WebContents>()(found.removeAllListeners('destroyed'));
  found.on('ipc-message', (event, channel, ...args) => {
    exactly<IpcMainEvent>()(event);
    exactly<string>()(channel);
    exactly<any[]>()(args);
  });
  found.on('ipc-message-sync', (event, channel, ...args) => {
    exactly<string>()(channel);
    event.returnValue = args;
  });

  // @ts-expect-error The number is for good.
  found.id = 1;
  // @ts-expect-error The emitter is for good.
  found.ipc = ipcMain;
  // @ts-expect-error The frame is for good.
  found.mainFrame = webContents.getAllWebContents()[0]!.mainFrame;
  // @ts-expect-error There is no channel.
  found.send();
  // @ts-expect-error A channel is a string.
  found.send(5);
  // @ts-expect-error The frame is missing.
  found.sendToFrame('x', 1);
  // @ts-expect-error A frame has two numbers.
  found.sendToFrame([1], 'x');
  // @ts-expect-error There is no history.
  found.on('did-navigate-in-page', () => {});
  // @ts-expect-error 'destroyed' tells nothing.
  found.on('destroyed', (event) => event);
  // @ts-expect-error Main does not invoke a renderer.
  found.invoke('x');
}

exactly<WebContents | undefined>()(webContents.fromWorker(worker));
exactly<WebContents | undefined>()(webContents.fromId(1));
exactly<WebContents[]>()(webContents.getAllWebContents());
webContents.getAllWebContents().forEach(contents);
// @ts-expect-error The Worker may have ended.
webContents.fromWorker(worker).send('x');
// @ts-expect-error A number is not a Worker.
webContents.fromWorker(1);
// @ts-expect-error There is no number.
webContents.fromId();
// @ts-expect-error A number is not a string.
webContents.fromId('1');
// @ts-expect-error It is not a class.
new webContents();

function frame(found: WebFrameMain) {
  exactly<IpcMain>()(found.ipc);
  exactly<WebFrameMain | null>()(found.top);
  exactly<WebFrameMain | null>()(found.parent);
  exactly<number>()(found.processId);
  exactly<number>()(found.routingId);
  exactly<number>()(found.frameTreeNodeId);
  exactly<boolean>()(found.isDestroyed());
  exactly<void>()(found.send('x', 1));
  // @ts-expect-error There is no channel.
  found.send();
  // @ts-expect-error The number is for good.
  found.processId = 1;
}
webContents.getAllWebContents().forEach(({ mainFrame }) => frame(mainFrame));

// --- app ---

function application(application: App) {
  exactly<App>()(application.on('ready', () => {}));
  exactly<App>()(application.once('ready', () => {}));
  exactly<App>()(application.off('web-contents-created', () => {}));
  exactly<App>()(application.addListener('ready', () => {}));
  exactly<App>()(application.removeListener('ready', () => {}));
  exactly<boolean>()(application.isReady());
  exactly<Promise<void>>()(application.whenReady());
  exactly<string>()(application.getAppPath());
  exactly<string>()(application.getName());
  exactly<string>()(application.getVersion());
  exactly<string>()(application.getPath('userData'));
  exactly<void>()(application.setPath('userData', '/tmp'));
  exactly<void>()(application.setName('name'));
  exactly<string>()(application.name);
  application.name = 'name';

  application.on('ready', (event, launchInfo) => {
    event.preventDefault();
    exactly<Record<string, any>>()(launchInfo);
  });
  application.on('web-contents-created', (event, created) => {
    exactly<boolean>()(event.defaultPrevented);
    exactly<WebContents>()(created);
  });

  application.on('window-all-closed', () => application.quit());
  application.on('activate', (_event, hasVisibleWindows) => exactly<boolean>()(hasVisibleWindows));
  application.on('browser-window-created', (_event, win) => exactly<BrowserWindow>()(win));
  application.on('render-process-gone', (_event, contents, details) => {
    exactly<WebContents>()(contents);
    exactly<number>()(details.exitCode);
  });
  application.on('before-quit', (event) => event.preventDefault());
  application.on('quit', (_event, exitCode) => exactly<number>()(exitCode));
  exactly<boolean>()(application.isPackaged);
  // @ts-expect-error Nothing emits it.
  application.on('gpu-info-update', () => {});
  // @ts-expect-error There is no such folder.
  application.getPath('nowhere');
  // @ts-expect-error There is no path.
  application.setPath('userData');
  // @ts-expect-error A name is a string.
  application.name = 5;
}
application(app);

// --- ipcMain.inspect() ---

const state = ipcMain.inspect();
exactly<Inspection>()(state);
exactly<number>()(state.hub);
exactly<number>()(state.pendingRequests);
exactly<number>()(state.queued.messages + state.queued.bytes);
exactly<number>()(state.registry.channels + state.registry.listeners + state.registry.handlers);
exactly<Limits>()(state.limits);
exactly<void>()(ipcMain.setLimits({ queuedBytes: 2 ** 20 }));
// @ts-expect-error There is no such limit.
ipcMain.setLimits({ patience: 1 });
for (const peer of state.peers) {
  exactly<number>()(peer.id + peer.generation + peer.thread + peer.pendingRequests);
  exactly<boolean>()(peer.attached);
  exactly<'thread' | 'in-thread'>()(peer.transport);
  exactly<Inspection['queued']>()(peer.queued);
  exactly<Inspection['registry']>()(peer.contents);
  exactly<Inspection['registry']>()(peer.frame);
  // @ts-expect-error That would be a secret of the other side.
  peer.payload.at(0);
}

// --- Node's own tools for emitters ---

async function tools(contents: WebContents) {
  const emitters: EventEmitter[] = [ipcMain, ipcRenderer, app, contents];
  for (const emitter of emitters) {
    await once(emitter, Symbol.iterator);
    for await (const args of on(emitter, 'x')) args.at(0);
  }
  await once(ipcMain, 'x', { signal: AbortSignal.timeout(1) });
  await once(contents.ipc, Symbol.iterator);
}
webContents.getAllWebContents().forEach((found) => void tools(found));

// --- the two entries, and what is behind them ---

type Cjs = typeof import('ipcmain');
type Esm = typeof esm;

// The named exports, and the default export, are what `require` gives.
holds<Same<Exclude<keyof Esm, 'default'>, keyof Cjs>>();
type Names =
  | 'app'
  | 'BrowserWindow'
  | 'contextBridge'
  | 'forkRenderer'
  | 'ipcMain'
  | 'ipcRenderer'
  | 'MessageChannelMain'
  | 'utilityProcess'
  | 'webContents'
  | 'webFrameMain';
holds<Same<keyof Cjs, Names>>();
holds<Same<Esm['default'], Cjs>>();
holds<Same<Esm['ipcMain'], Cjs['ipcMain']>>();
holds<Same<esm.IpcMainEvent, IpcMainEvent>>();
holds<Same<esm.Inspection, Inspection>>();
// @ts-expect-error `require` gives no default export.
export type Missing = Cjs['default'];
// @ts-expect-error Only what is named in the documentation can be imported.
export type Internal = import('ipcmain').InspectedPeer;

// Each member that is declared is there, and is what it is declared to be. A member that is not is named.
type Lib = typeof lib;

none<Faults<Lib['BrowserWindow'], Cjs['BrowserWindow']>>();
none<Faults<InstanceType<Lib['BrowserWindow']>, BrowserWindow>>();
none<Faults<Lib['contextBridge'], ContextBridge>>();
none<Faults<Lib['ipcRenderer'], Cjs['ipcRenderer']>>();
none<Faults<InstanceType<Lib['MessageChannelMain']>, MessageChannelMain>>();
none<Faults<InstanceType<Lib['MessageChannelMain']>['port1'], MessagePortMain>>();
none<Faults<Lib['webContents'], Cjs['webContents']>>();
none<Faults<LibContents, WebContents>>();
none<Faults<LibContents['mainFrame'], WebFrameMain>>();
none<Faults<LibContents['ipc'], IpcMain>>();
none<Faults<Lib['webFrameMain'], Cjs['webFrameMain']>>();
none<Faults<Lib['app'], App>>();
none<Faults<Lib['ipcMain'], IpcMain>>();
type LibContents = InstanceType<Lib['BrowserWindow']>['webContents'];

// Two members of ipcMain are made at run time, so their declarations are taken for granted.
none<Exclude<keyof Cjs['ipcMain'], keyof Lib['ipcMain'] | 'inspect' | 'setLimits'>>();
// The contents of a process are checked above.
none<Exclude<Faults<Lib, Cjs>, 'ipcMain' | 'forkRenderer'>>();
