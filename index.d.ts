/// <reference types="node" />

/**
 * Electron's IPC for plain Node. Numbers of contract clauses are those of the IPC contract that this
 * package keeps.
 *
 * Loading the package throws an `Error` with code `ERR_IPC_BINDING` when there is no native core for
 * this platform, and with code `ERR_IPC_VERSION` when another copy of the package is loaded already
 * that this one cannot share its main with. Both messages say what to do.
 *
 * @packageDocumentation
 */

// The interfaces hold what Electron has, in Electron's signatures. What only this package has is
// declared on the exported constants, so that an object of Electron's fits the interfaces.

import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { EventEmitter as NodeEventEmitter } from 'node:events';
import type { MessagePort as NodeMessagePort, Worker } from 'node:worker_threads';

// Without this, every declaration of the file would be exported.
export {};

/**
 * The main side: listens to what renderers send and answers what they ask. It works from the moment
 * the module is loaded (contract 1.11). A listener or a handler on it does not keep the process
 * alive.
 *
 * A fresh `ipcMain` has one listener, on the channel `error`, which does nothing: it keeps a renderer
 * that sends on that channel from making main throw (contract 1.2).
 */
export const ipcMain: IpcMain & Inspectable;

/**
 * The renderer side: sends to main, asks main, and listens to what main sends. There is one in each
 * thread (contract 2.1).
 *
 * Its main is the nearest thread above this one that is a main. Where there is none, main is in this
 * very thread: messages are cloned and delivered all the same, and `sendSync` dispatches what waits
 * before it returns.
 *
 * In a Worker whose main uses a copy of this package that cannot share with this one, reading it
 * throws an `Error` with code `ERR_IPC_VERSION`; `import` reads it.
 */
export const ipcRenderer: IpcRenderer & KeepAlive;

/** Finds the renderers of this main (contract 13.1). */
export const webContents: WebContentsFinder;

/** Finds the frames of renderers. */
export const webFrameMain: WebFrameMainFinder;

/** Gives the page what its preload script wants it to have. */
export const contextBridge: ContextBridge;

/** The program: its name, its folders, and the events of its life. */
export const app: App;

/**
 * Starts a module in a process of its own, as a renderer of this main. There, `ipcRenderer` is attached to
 * this main without any set-up; here, `webContents` of what is returned is its contents, and messages that
 * are sent before the process has loaded wait for it.
 *
 * The process ends with main, however main ends. When it ends otherwise than by itself with code 0,
 * `'render-process-gone'` says why.
 *
 * It has the limits of `ipcMain.setLimits`, as a Worker has. Ports are bridged: at most 256 go with one message, else
 * `postMessage` throws an `Error` with code `ERR_IPC_TOO_LARGE`.
 *
 * @throws what `child_process.spawn` throws
 */
export function forkRenderer(
  modulePath: string | URL,
  args?: readonly string[],
  options?: ForkRendererOptions,
): RendererProcess;
export function forkRenderer(
  modulePath: string | URL,
  options?: ForkRendererOptions,
): RendererProcess;

/** Starts processes that are no renderers (contract 14). */
export const utilityProcess: {
  /**
   * Starts a module in a process of its own. There, `process.parentPort` is what it has of the process that
   * has started it.
   *
   * @throws {Error} `Missing UtilityProcess entry script.`, and the texts about `stdio`
   * @throws {TypeError} `utilityProcess cannot be created before app is ready.`, and the texts about other
   *   options
   */
  fork(modulePath: string, args?: string[], options?: UtilityForkOptions): UtilityProcess;
};

/** What `utilityProcess.fork` takes; what Electron has more is accepted and ignored. */
export interface UtilityForkOptions {
  /** Its environment; that of this process unless given. */
  env?: Record<string, string | undefined>;
  /** What stands before the module in its command line. */
  execArgv?: string[];
  /** The folder that it starts in. */
  cwd?: string;
  /** What becomes of what it prints: `inherit` unless given. It has no standard input. */
  stdio?: Array<'pipe' | 'ignore' | 'inherit'> | string;
  /** A name for people. */
  serviceName?: string;
}

/** A process that `utilityProcess.fork` has started (contract 14.7). */
export interface UtilityProcess extends NodeJS.EventEmitter {
  /** Its number, between `'spawn'` and `'exit'`. */
  readonly pid: number | undefined;
  /** What it prints, with `stdio: 'pipe'`. */
  readonly stdout: NodeJS.ReadableStream | null;
  /** What it prints as errors, with `stdio: 'pipe'`. */
  readonly stderr: NodeJS.ReadableStream | null;
  /**
   * Sends one value, and the ports that go with it. It waits until the process listens. Does nothing when the process
   * has ended.
   *
   * @throws {Error} `An object could not be cloned.`
   */
  postMessage(message: any, transfer?: MessagePortMain[]): void;
  /** Ends the process. Gives `false` when it had ended. The exit code is 0 then. */
  kill(): boolean;
}

/** `process.parentPort` of a utility process. */
export interface ParentPort extends NodeJS.EventEmitter {
  /** Begins delivery; the first listener for `'message'` does so, too. */
  start(): void;
  /** Lets what comes wait; so does removing the last listener for `'message'`. */
  pause(): void;
  /**
   * Sends one value.
   *
   * @throws {Error} `An object could not be cloned.`
   */
  postMessage(message: any): void;
}

/** The options of `child_process.spawn`, and what of Node runs the module. */
export interface ForkRendererOptions extends SpawnOptions {
  /** The executable; that of this process unless given. */
  execPath?: string;
  /** What stands before the module in its command line; what this process has unless given. */
  execArgv?: readonly string[];
}

/** A process that is a renderer. */
export interface RendererProcess extends ChildProcess {
  /** Its contents. */
  readonly webContents: WebContents;
}

/**
 * What `ipcMain`, `webContents.ipc` and `webFrameMain.ipc` are: an `EventEmitter` for messages, and
 * handlers for `ipcRenderer.invoke`. The two know nothing of each other: `on` never answers an
 * `invoke`, and `handle` never sees a message (contract 1.1, 1.6).
 *
 * A message goes to the frame's `ipc`, then to the contents' `ipc`, then to `ipcMain`; all that listen
 * are called (contract 4.1). An `invoke` goes to the first of the three that has a handler (contract
 * 4.4).
 */
export interface IpcMain extends NodeJS.EventEmitter {
  /**
   * Does what `on` does (contract 1.1).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  addListener(channel: string, listener: Listener<IpcMainEvent>): this;

  /**
   * Registers the one handler of a channel, which answers `ipcRenderer.invoke(channel, ...args)`. It
   * is called as `listener(event, ...args)`; what it returns, or what the promise that it returns
   * resolves to, is the answer (contract 1.6, 1.9).
   *
   * What it throws is printed with `console.error`, and the caller's promise rejects with the text of
   * it (contract 5.2, 5.3). The same happens when the answer cannot be cloned (contract 5.7).
   *
   * @throws {Error} `Attempted to register a second handler for '<channel>'`
   * @throws {TypeError} `Expected handler to be a function, but found type '<type>'`
   */
  handle(channel: string, listener: Listener<IpcMainInvokeEvent, any[], Promise<any> | any>): void;

  /**
   * Registers a handler for one call. It is removed before it is called, also when it then throws
   * (contract 1.7).
   *
   * A listener that is not a function is not refused here: the caller's promise rejects with
   * `TypeError: fn is not a function`.
   *
   * @throws {Error} `Attempted to register a second handler for '<channel>'`
   */
  handleOnce(
    channel: string,
    listener: Listener<IpcMainInvokeEvent, any[], Promise<any> | any>,
  ): void;

  /**
   * Removes the youngest registration of this listener, if there is one (contract 1.1).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  off(channel: string, listener: Listener<IpcMainEvent>): this;

  /**
   * Calls the listener, as `listener(event, ...args)`, for every message on the channel, whether it
   * was sent with `send` or with `sendSync` (contract 1.1, 4).
   *
   * A listener that throws ends the dispatch of that message and is an uncaught exception of this
   * thread (contract 1.10).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  on(channel: string, listener: Listener<IpcMainEvent>): this;

  /**
   * Calls the listener for the next message on the channel and for none after it (contract 1.1).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  once(channel: string, listener: Listener<IpcMainEvent>): this;

  /**
   * Removes all listeners of a channel; without a channel, all of all channels, also the one on
   * `error` that was there from the start (contract 1.2). Handlers stay.
   */
  removeAllListeners(channel?: string): this;

  /**
   * Removes the handler of a channel, if there is one. What it is answering already is answered
   * (contract 1.8).
   */
  removeHandler(channel: string): void;

  /**
   * Does what `off` does (contract 1.1).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  removeListener(channel: string, listener: (...args: any[]) => void): this;
}

/**
 * The event of a message from a renderer. All listeners of the message get the same object (contract
 * 3.1).
 */
export interface IpcMainEvent extends PreventableEvent {
  /** The number of the sending frame within its renderer: its `routingId` (contract 3.1). */
  frameId: number;
  /** The ports that came with `ipcRenderer.postMessage`; absent on other events (contract 3.1). */
  ports: MessagePortMain[];
  /** The number of the renderer, positive and unique in the process (contract 3.1, 20.4). */
  processId: number;
  /**
   * Sends a message to the frame that this one came from. When that frame is gone nothing happens.
   * Arguments that cannot be cloned are not thrown but printed (contract 3.4, 8.3).
   *
   * @throws {TypeError} `Missing required channel argument` when the channel is not a string
   */
  reply: (channel: string, ...args: any[]) => void;
  /**
   * Set this to answer `sendSync`. The first value answers at once and later ones are ignored; it can
   * be set after the listener has returned. Reading it always gives `undefined`. On the event of a
   * `send` it is an ordinary property without effect (contract 3.3).
   *
   * While it is never set the renderer is blocked, until nothing refers to the event any more; then
   * `sendSync` returns `{ error: 'reply was never sent' }` (contract 3.5).
   *
   * @throws {Error} `An object could not be cloned.`; another value can be set then
   */
  returnValue: any;
  /** The renderer that sent the message (contract 3.1). */
  sender: WebContents;
  /**
   * The frame that sent the message. It is looked up at every reading, and is `null` once the renderer
   * is gone or its window has started another; then the reading also emits a process warning of type
   * `electron` (contract 3.2).
   */
  readonly senderFrame: WebFrameMain | null;
  /** What kind of sender this is (contract 3.1). */
  type: 'frame';
}

/** The event that a handler gets. What answers is what the handler returns (contract 3.1). */
export interface IpcMainInvokeEvent extends PreventableEvent {
  /** The number of the asking frame within its renderer: its `routingId` (contract 3.1). */
  frameId: number;
  /** The number of the renderer, positive and unique in the process (contract 3.1, 20.4). */
  processId: number;
  /** The renderer that asks (contract 3.1). */
  sender: WebContents;
  /**
   * The frame that asks. It is looked up at every reading, and is `null` once the renderer is gone;
   * then the reading also emits a process warning of type `electron` (contract 3.2).
   */
  readonly senderFrame: WebFrameMain | null;
  /** What kind of sender this is (contract 3.1). */
  type: 'frame';
}

/**
 * A thread's end of the IPC towards its main. The methods that send work when they are taken off the
 * object (contract 2.1). There is no hidden `error` listener here: a message on that channel which nobody
 * listens to is an uncaught exception of this thread (contract 2.2).
 *
 * All that one renderer sends, in whatever way, arrives in the order of the calls (contract 6.4).
 */
export interface IpcRenderer extends NodeJS.EventEmitter {
  /**
   * Does what `on` does (contract 2.3).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  addListener(channel: string, listener: Listener<IpcRendererEvent>): this;

  /**
   * Asks the handler that main has for the channel and resolves with its answer. A pending call keeps
   * the thread alive. Whatever goes wrong is a rejection, never a throw (contract 2.5):
   *
   * - a `TypeError` `Error processing argument at index 1, conversion failure from …` when the channel
   *   is not a string (contract 7.1);
   * - `An object could not be cloned.` when an argument cannot cross (contract 8.2);
   * - `IPC method called after context was released` when main has ended or has destroyed this
   *   renderer before (contract 7.6);
   * - `Error invoking remote method '<channel>': <text>` when the handler fails, `<text>` being what
   *   it threw, as a string (contract 5.3); `Error: No handler registered for '<channel>'` when there
   *   is none (contract 5.4); `reply was never sent` when nobody can answer any more (contract 3.5);
   * - an `Error` with code `ERR_IPC_DESTROYED` when main ends or destroys this renderer meanwhile; Electron's
   *   promise never settles then, so this one is not an unhandled rejection where nobody handles it.
   */
  invoke(channel: string, ...args: any[]): Promise<any>;

  /**
   * Removes the youngest registration of this listener, if there is one (contract 2.3).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  off(channel: string, listener: Listener<IpcRendererEvent>): this;

  /**
   * Calls the listener, as `listener(event, ...args)`, for every message that main sends on the
   * channel (contract 3.8). In a Worker, having a listener keeps the thread alive.
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  on(channel: string, listener: Listener<IpcRendererEvent>): this;

  /**
   * Calls the listener for the next message on the channel and for none after it (contract 2.3).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  once(channel: string, listener: Listener<IpcRendererEvent>): this;

  /** Removes all listeners of a channel; without a channel, all of all channels (contract 2.3). */
  removeAllListeners(channel?: string): this;

  /**
   * Does what `off` does (contract 2.3).
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when the listener is not a function
   */
  removeListener(channel: string, listener: Listener<IpcRendererEvent>): this;

  /**
   * Sends a message to main. All arguments are cloned together, as V8 serializes them (contract 2.4,
   * 8).
   *
   * @throws {TypeError} `Error processing argument at index 1, conversion failure from …` when the
   *   channel is not a string (contract 7.1)
   * @throws {Error} `IPC method called after context was released` when main has ended or has
   *   destroyed this renderer (contract 7.6)
   * @throws {Error} `An object could not be cloned.` (contract 8.2)
   */
  send(channel: string, ...args: any[]): void;

  /**
   * Sends one value to main, and the ports that go with it. They arrive as `event.ports` (contract 2.7,
   * 7.4).
   *
   * @throws {TypeError} `Error processing argument at index 0, conversion failure from …`; `Invalid value
   *   for transfer`, by which the ports before the wrong one are lost
   * @throws {Error} `An object could not be cloned.`, `IPC method called after context was released`;
   *   with code `ERR_IPC_PORT_ROUTE` when the thread that started this one has not loaded the package
   */
  postMessage(
    channel: string,
    message: any,
    transfer?: (RendererMessagePort | NodeMessagePort)[],
  ): void;

  /**
   * Sends a message to main and blocks the thread until it is answered (contract 6).
   *
   * Returns what a listener assigned to `event.returnValue`; the object `{ error: 'reply was never
   * sent' }` when nobody can answer any more (contract 3.5); `null` when main goes away meanwhile
   * (contract 6.5).
   *
   * @throws what `send` throws (contract 7.1, 7.6, 8.2)
   */
  sendSync(channel: string, ...args: any[]): any;

  /**
   * Sends to the page that embeds this one. No Worker is embedded, so the message is dropped
   * (contract 2.8).
   *
   * @throws what `send` throws, but with index 0 where that says 1 (contract 7.1)
   */
  sendToHost(channel: string, ...args: any[]): void;
}

/** The event of a message from main: a plain object with these two properties (contract 3.8). */
export interface IpcRendererEvent {
  /** The ports that came with the message; `[]` for those of `send` (contract 3.8). */
  ports: RendererMessagePort[];
  /** The `ipcRenderer` of this thread (contract 3.8). */
  sender: IpcRenderer;
}

/** A renderer, as its main sees it. */
export interface WebContents extends NodeJS.EventEmitter {
  /** Emitted once, when the renderer is gone (contract 13.5). */
  on(event: 'destroyed', listener: () => void): this;
  /** Removes a listener of 'destroyed'. */
  off(event: 'destroyed', listener: () => void): this;
  /** Listens to 'destroyed', once. */
  once(event: 'destroyed', listener: () => void): this;
  /** Does what `on` does. */
  addListener(event: 'destroyed', listener: () => void): this;
  /** Does what `off` does. */
  removeListener(event: 'destroyed', listener: () => void): this;

  /** Emitted for every `send` of the renderer, before any `ipc` gets it (contract 4.1). */
  on(
    event: 'ipc-message',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Removes a listener of 'ipc-message'. */
  off(
    event: 'ipc-message',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Listens to 'ipc-message', once. */
  once(
    event: 'ipc-message',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'ipc-message',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'ipc-message',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;

  /**
   * Emitted for every `sendSync` of the renderer, before any `ipc` gets it; it can be answered here
   * (contract 4.2).
   */
  on(
    event: 'ipc-message-sync',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Removes a listener of 'ipc-message-sync'. */
  off(
    event: 'ipc-message-sync',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Listens to 'ipc-message-sync', once. */
  once(
    event: 'ipc-message-sync',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'ipc-message-sync',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'ipc-message-sync',
    listener: Listener<IpcMainEvent, [channel: string, ...args: any[]]>,
  ): this;

  /**
   * Emitted when the renderer's thread has ended by itself, before 'destroyed': `crashed` after an
   * uncaught error, `oom` when it ran out of memory, `killed` when it was terminated, `abnormal-exit`
   * after another exit code than 0 (contract 12.5).
   */
  on(
    event: 'render-process-gone',
    listener: (event: PreventableEvent, details: RenderProcessGoneDetails) => void,
  ): this;
  /** Listens to 'render-process-gone', once. */
  once(
    event: 'render-process-gone',
    listener: (event: PreventableEvent, details: RenderProcessGoneDetails) => void,
  ): this;
  /** Removes a listener of 'render-process-gone'. */
  off(
    event: 'render-process-gone',
    listener: (event: PreventableEvent, details: RenderProcessGoneDetails) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'render-process-gone',
    listener: (event: PreventableEvent, details: RenderProcessGoneDetails) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'render-process-gone',
    listener: (event: PreventableEvent, details: RenderProcessGoneDetails) => void,
  ): this;

  /**
   * Emitted while a window starts its renderer: 'did-start-loading' first, 'did-stop-loading' last, and
   * between them 'dom-ready' and 'did-finish-load' when all scripts have run.
   */
  on(
    event: 'did-start-loading' | 'did-stop-loading' | 'dom-ready' | 'did-finish-load',
    listener: () => void,
  ): this;
  /** Removes a listener of one of them. */
  off(
    event: 'did-start-loading' | 'did-stop-loading' | 'dom-ready' | 'did-finish-load',
    listener: () => void,
  ): this;
  /** Listens to one of them, once. */
  once(
    event: 'did-start-loading' | 'did-stop-loading' | 'dom-ready' | 'did-finish-load',
    listener: () => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'did-start-loading' | 'did-stop-loading' | 'dom-ready' | 'did-finish-load',
    listener: () => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'did-start-loading' | 'did-stop-loading' | 'dom-ready' | 'did-finish-load',
    listener: () => void,
  ): this;

  /**
   * Emitted when a window could not load: with the number and the name of what went wrong, the URL, and
   * which frame could not.
   */
  on(event: 'did-fail-load', listener: FailedLoadListener): this;
  /** Removes a listener of 'did-fail-load'. */
  off(event: 'did-fail-load', listener: FailedLoadListener): this;
  /** Listens to 'did-fail-load', once. */
  once(event: 'did-fail-load', listener: FailedLoadListener): this;
  /** Does what `on` does. */
  addListener(event: 'did-fail-load', listener: FailedLoadListener): this;
  /** Does what `off` does. */
  removeListener(event: 'did-fail-load', listener: FailedLoadListener): this;

  /** Emitted when a window begins to load something, after 'did-start-loading'. */
  on(
    event: 'did-start-navigation',
    listener: (details: PreventableEvent & NavigationDetails) => void,
  ): this;
  /** Removes a listener of 'did-start-navigation'. */
  off(
    event: 'did-start-navigation',
    listener: (details: PreventableEvent & NavigationDetails) => void,
  ): this;
  /** Listens to 'did-start-navigation', once. */
  once(
    event: 'did-start-navigation',
    listener: (details: PreventableEvent & NavigationDetails) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'did-start-navigation',
    listener: (details: PreventableEvent & NavigationDetails) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'did-start-navigation',
    listener: (details: PreventableEvent & NavigationDetails) => void,
  ): this;

  /** Emitted when the page wants to go somewhere else; `preventDefault()` keeps it. */
  on(
    event: 'will-navigate',
    listener: (details: PreventableEvent & WillNavigateDetails) => void,
  ): this;
  /** Removes a listener of 'will-navigate'. */
  off(
    event: 'will-navigate',
    listener: (details: PreventableEvent & WillNavigateDetails) => void,
  ): this;
  /** Listens to 'will-navigate', once. */
  once(
    event: 'will-navigate',
    listener: (details: PreventableEvent & WillNavigateDetails) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'will-navigate',
    listener: (details: PreventableEvent & WillNavigateDetails) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'will-navigate',
    listener: (details: PreventableEvent & WillNavigateDetails) => void,
  ): this;

  /** Emitted when the page has another title, after its window. */
  on(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Removes a listener of 'page-title-updated'. */
  off(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Listens to 'page-title-updated', once. */
  once(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;

  /** Emitted when another page has come. */
  on(
    event: 'did-navigate',
    listener: (
      event: PreventableEvent,
      url: string,
      httpResponseCode: number,
      httpStatusText: string,
    ) => void,
  ): this;
  /** Removes a listener of 'did-navigate'. */
  off(
    event: 'did-navigate',
    listener: (
      event: PreventableEvent,
      url: string,
      httpResponseCode: number,
      httpStatusText: string,
    ) => void,
  ): this;
  /** Listens to 'did-navigate', once. */
  once(
    event: 'did-navigate',
    listener: (
      event: PreventableEvent,
      url: string,
      httpResponseCode: number,
      httpStatusText: string,
    ) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'did-navigate',
    listener: (
      event: PreventableEvent,
      url: string,
      httpResponseCode: number,
      httpStatusText: string,
    ) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'did-navigate',
    listener: (
      event: PreventableEvent,
      url: string,
      httpResponseCode: number,
      httpStatusText: string,
    ) => void,
  ): this;

  /** Emitted when the page has opened a window. */
  on(
    event: 'did-create-window',
    listener: (window: BrowserWindow, details: CreateWindowDetails) => void,
  ): this;
  /** Removes a listener of 'did-create-window'. */
  off(
    event: 'did-create-window',
    listener: (window: BrowserWindow, details: CreateWindowDetails) => void,
  ): this;
  /** Listens to 'did-create-window', once. */
  once(
    event: 'did-create-window',
    listener: (window: BrowserWindow, details: CreateWindowDetails) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'did-create-window',
    listener: (window: BrowserWindow, details: CreateWindowDetails) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'did-create-window',
    listener: (window: BrowserWindow, details: CreateWindowDetails) => void,
  ): this;

  /** Emitted when the preload script of a window has thrown. */
  on(
    event: 'preload-error',
    listener: (event: PreventableEvent, preloadPath: string, error: Error) => void,
  ): this;
  /** Removes a listener of 'preload-error'. */
  off(
    event: 'preload-error',
    listener: (event: PreventableEvent, preloadPath: string, error: Error) => void,
  ): this;
  /** Listens to 'preload-error', once. */
  once(
    event: 'preload-error',
    listener: (event: PreventableEvent, preloadPath: string, error: Error) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'preload-error',
    listener: (event: PreventableEvent, preloadPath: string, error: Error) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'preload-error',
    listener: (event: PreventableEvent, preloadPath: string, error: Error) => void,
  ): this;

  /**
   * Lets go of the renderer, in a later task: 'destroyed' is emitted, and what the renderer sends fails
   * with `IPC method called after context was released`. A Worker that the user has started goes on.
   * The options have no effect: nothing in a Worker can prevent it.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  close(opts?: { waitForBeforeUnload: boolean }): void;

  /**
   * Runs code in the renderer once it has loaded, and resolves with what it evaluates to, awaited.
   * `import()` works in it; `userGesture` has no effect. A rejection keeps its native error class. It never
   * settles when the renderer ends meanwhile or has crashed, which is printed (contract 13.6).
   *
   * @throws {Error} (as a rejection) `Script failed to execute, this normally means an error was thrown.
   *   Check the renderer console for the error.`; `An object could not be cloned.`
   */
  executeJavaScript(code: string, userGesture?: boolean): Promise<any>;

  /**
   * Loads a file in the window that shows this, as its `loadFile` does.
   *
   * @throws what the window's `loadFile` throws; with code `ERR_FAILED` for a plain Worker
   */
  loadFile(filePath: string, options?: LoadFileOptions): Promise<void>;

  /**
   * Loads a URL in the window that shows this, as its `loadURL` does.
   *
   * @throws what the window's `loadURL` throws; with code `ERR_FAILED` for a plain Worker
   */
  loadURL(url: string): Promise<void>;

  /**
   * The number of the renderer: what `event.processId` says. Each page of a window has another one.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  getProcessId(): number;

  /**
   * The number by which the operating system knows the process that the renderer runs in.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  getOSProcessId(): number;

  /**
   * Asks a function before the page opens a window; without one, it may.
   *
   * @throws {TypeError} `Object has been destroyed`
   */
  setWindowOpenHandler(handler: (details: WindowOpenDetails) => WindowOpenResponse): void;

  /**
   * Ends the renderer of a window as if it had crashed. Does nothing to a plain Worker.
   *
   * @throws {TypeError} `Object has been destroyed`
   */
  forcefullyCrashRenderer(): void;

  /**
   * The `webPreferences` of the window; `null` for a plain Worker. Always there: optional because Electron
   * has it without declaring it.
   *
   * @throws {TypeError} `Object has been destroyed`
   */
  getLastWebPreferences?(): WebPreferences | null;

  /**
   * The window that shows this; `null` for a plain Worker. Always there: optional because Electron has it
   * without declaring it.
   *
   * @throws {TypeError} `Object has been destroyed`
   */
  getOwnerBrowserWindow?(): BrowserWindow | null;

  /**
   * Starts the renderer of a window anew with what it shows. Listeners and handlers on `ipc` stay.
   *
   * @throws {TypeError} `Object has been destroyed`
   */
  reload(): void;

  /**
   * The URL of the script or the page that the renderer runs; empty while it has not come. While a window
   * loads, it is that of the page before, until the next has come.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  getURL(): string;

  /**
   * The title of the page that a window shows; without one, the name of its file or its URL.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  getTitle(): string;

  /**
   * Whether the renderer has ended without being closed (contract 12.5).
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  isCrashed(): boolean;

  /**
   * Whether the renderer has not come yet.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  isLoading(): boolean;

  /**
   * What `isLoading` says: there is one frame.
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  isLoadingMainFrame(): boolean;

  /** Whether the renderer is gone (contract 13.5). */
  isDestroyed(): boolean;

  /**
   * Sends a message to the renderer's frame, as `mainFrame.send` does (contract 13.3). It waits there
   * when the renderer has not loaded yet.
   *
   * Arguments that cannot be cloned are not thrown but printed with `console.error` (contract 8.3).
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   * @throws {TypeError} `Missing required channel argument` when the channel is not a string (contract
   *   7.2)
   */
  send(channel: string, ...args: any[]): void;

  /**
   * Sends one value to the renderer, and the ports that go with it. They arrive as `event.ports`, and are
   * no longer usable here (contract 7.3).
   *
   * @throws {TypeError} `Object has been destroyed`
   * @throws {TypeError} `Insufficient number of arguments.` and `Error processing argument at index 0,
   *   conversion failure from …`
   * @throws {Error} `An object could not be cloned.`, `Invalid value for transfer`, `Port at index <n>
   *   is a duplicate.`, `Port at index <n> is already neutered.`
   */
  postMessage(channel: string, message: any, transfer?: MessagePortMain[]): void;

  /**
   * Sends a message to the frame with that `routingId` of this renderer, or with that `[processId,
   * routingId]`. When there is no such frame nothing happens (contract 7.5). It returns whether there is one;
   * Electron's does too, and declares `void`.
   *
   * @throws {Error} `Missing required frame argument (must be number or [processId, frameId])`
   * @throws {TypeError} `Missing required channel argument` when the channel is not a string (contract
   *   7.2)
   * @throws {TypeError} `Object has been destroyed` when only a `routingId` was given (contract 7.8)
   */
  sendToFrame(frameId: number | [number, number], channel: string, ...args: any[]): void;

  /**
   * The number of this renderer: positive, unique in the process, never used again, and readable after
   * destruction (contract 13.1, 13.2).
   */
  readonly id: number;

  /**
   * Listeners and handlers for this renderer alone. They come after those of its frame and before
   * those of `ipcMain` (contract 4). Readable after destruction (contract 7.8).
   */
  readonly ipc: IpcMain;

  /**
   * The frame of the renderer; always the same object (contract 13.4).
   *
   * @throws {TypeError} `Object has been destroyed` (contract 7.8)
   */
  readonly mainFrame: WebFrameMain;
}

/**
 * The frame of a renderer. A Worker has exactly one, which is its own `top` and has no `parent`
 * (contract 13.4).
 */
export interface WebFrameMain extends NodeJS.EventEmitter {
  /**
   * Runs code in the renderer once it has loaded, and resolves with what it evaluates to, awaited.
   * `import()` works in it; `userGesture` has no effect. A rejection keeps its native error class. It never settles when the renderer
   * ends meanwhile (contract 13.6).
   *
   * @throws {Error} (as a rejection) `Script failed to execute, this normally means an error was thrown.
   *   Check the renderer console for the error.`; `An object could not be cloned.`
   */
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;

  /** Whether the renderer is gone. */
  isDestroyed(): boolean;

  /**
   * Sends a message to the renderer. It waits there when the renderer has not loaded yet.
   *
   * Arguments that cannot be cloned, or a renderer that is gone, are not thrown but printed with
   * `console.error` (contract 8.3).
   *
   * @throws {TypeError} `Missing required channel argument` when the channel is not a string (contract
   *   7.2)
   */
  send(channel: string, ...args: any[]): void;

  /**
   * Sends one value to the frame, and the ports that go with it. They arrive as `event.ports`, and are
   * no longer usable here (contract 7.3).
   *
   * @throws {TypeError} `Insufficient number of arguments.` and `Error processing argument at index 0,
   *   conversion failure from …`
   * @throws {Error} `An object could not be cloned.`, `Invalid value for transfer`, `Port at index <n>
   *   is a duplicate.`, `Port at index <n> is already neutered.`; after the ports were taken,
   *   `Render frame was disposed before WebFrameMain could be accessed`
   */
  postMessage(channel: string, message: any, transfer?: MessagePortMain[]): void;

  /**
   * A positive number, unique among all frames of the process; readable after disposal (contract
   * 20.4).
   */
  readonly frameTreeNodeId: number;

  /**
   * Listeners and handlers for this frame alone. They come before those of the contents and of
   * `ipcMain` (contract 4).
   */
  readonly ipc: IpcMain;

  /**
   * The frame that embeds this one: none, so `null` (contract 13.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly parent: WebFrameMain | null;

  /**
   * A text that no other frame of the process has (contract 13.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly frameToken: string;

  /**
   * The URL of the script that the renderer runs; empty while it has not come (contract 20.5).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly url: string;

  /**
   * The origin of `url`: `file://` for files, `null` for what has none (contract 20.5).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly origin: string;

  /**
   * Empty: a worker's frame has no name (contract 20.5).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly name: string;

  /**
   * The number by which the operating system knows the renderer's process.
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly osProcessId: number;

  /**
   * `visible` (contract 20.5).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly visibilityState: string;

  /**
   * The frames within this one: none (contract 13.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly frames: WebFrameMain[];

  /**
   * This frame (contract 13.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly framesInSubtree: WebFrameMain[];

  /** Whether the renderer is gone: a worker's frame is never between two pages (contract 3.2, 12.6). */
  readonly detached: boolean;

  /**
   * The number of the renderer: positive and unique in the process; each page of a window has another one
   * (contract 20.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly processId: number;

  /**
   * The number of the frame within its renderer: positive (contract 20.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly routingId: number;

  /**
   * The outermost frame: this one itself (contract 13.4).
   *
   * @throws {Error} `Render frame was disposed before WebFrameMain could be accessed`
   */
  readonly top: WebFrameMain | null;
}

/** Two entangled ports (contract 9.1). */
export class MessageChannelMain {
  constructor();
  port1: MessagePortMain;
  port2: MessagePortMain;
}

/** A message of a {@link MessagePortMain} (contract 9.2). */
interface PortMessage {
  data: any;
  ports: MessagePortMain[];
}

/**
 * Main's end of a message channel. Nothing is delivered before `start()` (contract 9.3). A port does not
 * keep the process alive; messages that are on their way to it from this thread do.
 */
export interface MessagePortMain extends NodeJS.EventEmitter {
  /**
   * Emitted once, when either end was closed: at once for one's own `close()`, after all messages for
   * the other's, and only after `start()` (contract 9.7).
   */
  on(event: 'close', listener: () => void): this;
  /** Emitted for each message (contract 9.2). */
  on(event: 'message', listener: (messageEvent: PortMessage) => void): this;
  /** Removes a listener of 'close'. */
  off(event: 'close', listener: () => void): this;
  /** Removes a listener of 'message'. */
  off(event: 'message', listener: (messageEvent: PortMessage) => void): this;
  /** Listens to 'close', once. */
  once(event: 'close', listener: () => void): this;
  /** Listens to 'message', once. */
  once(event: 'message', listener: (messageEvent: PortMessage) => void): this;
  /** Does what `on` does. */
  addListener(event: 'close', listener: () => void): this;
  /** Does what `on` does. */
  addListener(event: 'message', listener: (messageEvent: PortMessage) => void): this;
  /** Does what `off` does. */
  removeListener(event: 'close', listener: () => void): this;
  /** Does what `off` does. */
  removeListener(event: 'message', listener: (messageEvent: PortMessage) => void): this;

  /** Closes both ends. What was posted before still arrives at the other (contract 9.7). */
  close(): void;

  /**
   * Posts one value, and the ports that go with it. On a port that is closed or was given away it does
   * nothing, not even check its arguments (contract 9.4).
   *
   * @throws {Error} `An object could not be cloned.`, `Port at index <n> contains the source port.`, `Port
   *   at index <n> is a duplicate.`, `Port at index <n> is already neutered.`; nothing is posted then
   * @throws {TypeError} `transferables must be an array of MessagePorts`, `Port at index <n> is not a
   *   valid port`
   */
  postMessage(message: any, transfer?: MessagePortMain[]): void;

  /** Begins delivery, of what has come so far as well (contract 9.3). */
  start(): void;
}

/** What a window is made with. What Electron knows more is accepted, without effect. */
interface BrowserWindowConstructorOptions {
  /** Whether it counts as visible from the start; `true` unless given. */
  show?: boolean;
  webPreferences?: WebPreferences;
  [option: string]: any;
}

/** What a window's renderer is started with. `getLastWebPreferences` gives it back. */
interface WebPreferences {
  /** The absolute path of a script that runs before the page's. It always has `require`. */
  preload?: string;
  /** Whether the page's scripts have `require`; `false` unless given. */
  nodeIntegration?: boolean;
  /** What stands at the end of the renderer's `process.argv`. */
  additionalArguments?: string[];
  /**
   * Whether its renderer is a process of its own and not a Worker; `false` unless given.
   */
  process?: boolean;
  /** Accepted: a Worker has one world, which preload and page share. */
  contextIsolation?: boolean;
  [preference: string]: any;
}

/** What stands behind the file in the URL, with or without its `?` or `#`. */
interface LoadFileOptions {
  query?: Record<string, string>;
  /** It wins over `query`. */
  search?: string;
  hash?: string;
}

/**
 * A renderer whose Worker this package starts. It keeps the process alive until it is closed. Errors that
 * nobody catches in it are printed and do not end it.
 *
 * There is no screen: focus and visibility are records.
 */
export class BrowserWindow extends NodeEventEmitter {
  constructor(options?: BrowserWindowConstructorOptions);

  /** The windows that are not destroyed, oldest first. */
  static getAllWindows(): BrowserWindow[];
  /** The window that has the focus: the newest, until another is focused or it is hidden. */
  static getFocusedWindow(): BrowserWindow | null;
  /** The window with that number, while it is not destroyed. */
  static fromId(id: number): BrowserWindow | null;
  /** The window that shows these contents; `null` for those of a plain Worker. */
  static fromWebContents(webContents: WebContents): BrowserWindow | null;

  /** Emitted by `close()`; `event.preventDefault()` keeps the window. */
  on(event: 'close', listener: (event: PreventableEvent) => void): this;
  /** Listens to 'close', once. */
  once(event: 'close', listener: (event: PreventableEvent) => void): this;
  /** Removes a listener of 'close'. */
  off(event: 'close', listener: (event: PreventableEvent) => void): this;
  /** Does what `on` does. */
  addListener(event: 'close', listener: (event: PreventableEvent) => void): this;
  /** Does what `off` does. */
  removeListener(event: 'close', listener: (event: PreventableEvent) => void): this;

  /** Emitted once, when the window is gone. */
  on(event: 'closed', listener: () => void): this;
  /** Listens to 'closed', once. */
  once(event: 'closed', listener: () => void): this;
  /** Removes a listener of 'closed'. */
  off(event: 'closed', listener: () => void): this;
  /** Does what `on` does. */
  addListener(event: 'closed', listener: () => void): this;
  /** Does what `off` does. */
  removeListener(event: 'closed', listener: () => void): this;

  /** Emitted when the page has another title, which the window takes unless a listener prevents it. */
  on(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Removes a listener of 'page-title-updated'. */
  off(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Listens to 'page-title-updated', once. */
  once(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'page-title-updated',
    listener: (event: PreventableEvent, title: string, explicitSet: boolean) => void,
  ): this;

  /** Emitted when a page has loaded: there is nothing to paint. */
  on(event: 'ready-to-show', listener: () => void): this;
  /** Removes a listener of 'ready-to-show'. */
  off(event: 'ready-to-show', listener: () => void): this;
  /** Listens to 'ready-to-show', once. */
  once(event: 'ready-to-show', listener: () => void): this;
  /** Does what `on` does. */
  addListener(event: 'ready-to-show', listener: () => void): this;
  /** Does what `off` does. */
  removeListener(event: 'ready-to-show', listener: () => void): this;

  /** Emitted when the window was given the focus, or lost it. */
  on(event: 'focus' | 'blur', listener: (event: PreventableEvent) => void): this;
  /** Removes a listener of one of them. */
  off(event: 'focus' | 'blur', listener: (event: PreventableEvent) => void): this;
  /** Listens to one of them, once. */
  once(event: 'focus' | 'blur', listener: (event: PreventableEvent) => void): this;
  /** Does what `on` does. */
  addListener(event: 'focus' | 'blur', listener: (event: PreventableEvent) => void): this;
  /** Does what `off` does. */
  removeListener(event: 'focus' | 'blur', listener: (event: PreventableEvent) => void): this;

  /** Emitted by `show()` and `hide()`. */
  on(event: 'show' | 'hide', listener: () => void): this;
  /** Removes a listener of one of them. */
  off(event: 'show' | 'hide', listener: () => void): this;
  /** Listens to one of them, once. */
  once(event: 'show' | 'hide', listener: () => void): this;
  /** Does what `on` does. */
  addListener(event: 'show' | 'hide', listener: () => void): this;
  /** Does what `off` does. */
  removeListener(event: 'show' | 'hide', listener: () => void): this;

  /** Unique among the windows of this thread. */
  readonly id: number;
  /** The window's renderer: the same object whatever is loaded. */
  readonly webContents: WebContents;

  /**
   * Starts the renderer anew: runs the preload script, then what the URL names, and resolves when all
   * of it has run. That is a `.js` or `.mjs` file, an `.html` file or `data:` URL whose scripts are run in
   * order, or `about:blank`. When there is no such thing, the page that is there goes on.
   *
   * @throws {Error} (as a rejection) with a `code` such as `ERR_FILE_NOT_FOUND`, as in Electron
   * @throws {TypeError} `Object has been destroyed`; `Error processing argument at index 0, conversion
   *   failure from …` when the URL is not a string
   */
  loadURL(url: string): Promise<void>;

  /**
   * Does the same for a file, relative to `app.getAppPath()`. The options make the end of the URL.
   *
   * @throws {Error} (as a rejection) with a `code` such as `ERR_FILE_NOT_FOUND`, as in Electron
   * @throws {TypeError} `Object has been destroyed`, `Must pass filePath as a string`
   */
  loadFile(filePath: string, options?: LoadFileOptions): Promise<void>;

  /** Starts the renderer anew with what it shows. @throws {TypeError} `Object has been destroyed` */
  reload(): void;

  /** Closes the window unless a listener of 'close' prevents it. @throws {TypeError} `Object has been destroyed` */
  close(): void;
  /** Closes the window without asking. */
  destroy(): void;
  /** Whether the window is gone. */
  isDestroyed(): boolean;
  /** Gives the window the focus. @throws {TypeError} `Object has been destroyed` */
  focus(): void;
  /** Takes the focus away. @throws {TypeError} `Object has been destroyed` */
  blur(): void;
  /** Whether it has the focus. @throws {TypeError} `Object has been destroyed` */
  isFocused(): boolean;
  /** Makes it count as visible and gives it the focus. @throws {TypeError} `Object has been destroyed` */
  show(): void;
  /** Makes it count as hidden and takes the focus away. @throws {TypeError} `Object has been destroyed` */
  hide(): void;
  /** Whether it counts as visible. @throws {TypeError} `Object has been destroyed` */
  isVisible(): boolean;
  /** Makes it count as maximized: emits 'maximize'. @throws {TypeError} `Object has been destroyed` */
  maximize(): void;
  /** Ends that: emits 'unmaximize'. @throws {TypeError} `Object has been destroyed` */
  unmaximize(): void;
  /** Whether it counts as maximized. @throws {TypeError} `Object has been destroyed` */
  isMaximized(): boolean;
  /** Makes it count as minimized: emits 'minimize'. @throws {TypeError} `Object has been destroyed` */
  minimize(): void;
  /** Ends that: emits 'restore'. @throws {TypeError} `Object has been destroyed` */
  restore(): void;
  /** Whether it counts as minimized. @throws {TypeError} `Object has been destroyed` */
  isMinimized(): boolean;
  /**
   * Makes it count as full-screen, or not: emits 'enter-full-screen' or 'leave-full-screen'.
   *
   * @throws {TypeError} `Object has been destroyed`
   */
  setFullScreen(flag: boolean): void;
  /** Whether it counts as full-screen. @throws {TypeError} `Object has been destroyed` */
  isFullScreen(): boolean;

  /** The window that this one belongs to, and with which it is closed. @throws {TypeError} `Object has been destroyed` */
  getParentWindow(): BrowserWindow | null;
  /** Makes it belong to another window, or to none. @throws {TypeError} `Object has been destroyed` */
  setParentWindow(parent: BrowserWindow | null): void;
  /** The windows that belong to this one. @throws {TypeError} `Object has been destroyed` */
  getChildWindows(): BrowserWindow[];
  /** Whether it was made with a parent and `modal`. @throws {TypeError} `Object has been destroyed` */
  isModal(): boolean;
}

/** What a preload script gives to its page. */
export interface ContextBridge {
  /**
   * Puts an API on the global of the renderer, where the page finds it.
   *
   * @throws {Error} `Cannot bind an API on top of an existing property on the window object`
   */
  exposeInMainWorld(apiKey: string, api: any): void;
}

/** The program, as far as code that was written for Electron asks for it. */
export interface App extends NodeJS.EventEmitter {
  /**
   * Emitted once, after the main script has run. `launchInfo` is empty. Nothing needs to wait for it
   * (contract 1.11).
   */
  on(
    event: 'ready',
    listener: (event: PreventableEvent, launchInfo: Record<string, any>) => void,
  ): this;
  /** Removes a listener of 'ready'. */
  off(
    event: 'ready',
    listener: (event: PreventableEvent, launchInfo: Record<string, any>) => void,
  ): this;
  /** Listens to 'ready', once. */
  once(
    event: 'ready',
    listener: (event: PreventableEvent, launchInfo: Record<string, any>) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'ready',
    listener: (event: PreventableEvent, launchInfo: Record<string, any>) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'ready',
    listener: (event: PreventableEvent, launchInfo: Record<string, any>) => void,
  ): this;

  /**
   * Emitted for every new renderer before any of its messages is dispatched: the place to give it
   * handlers of its own, `contents.ipc.handle(…)` (contract 13.7).
   */
  on(
    event: 'web-contents-created',
    listener: Listener<PreventableEvent, [webContents: WebContents]>,
  ): this;
  /** Removes a listener of 'web-contents-created'. */
  off(
    event: 'web-contents-created',
    listener: Listener<PreventableEvent, [webContents: WebContents]>,
  ): this;
  /** Listens to 'web-contents-created', once. */
  once(
    event: 'web-contents-created',
    listener: Listener<PreventableEvent, [webContents: WebContents]>,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'web-contents-created',
    listener: Listener<PreventableEvent, [webContents: WebContents]>,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'web-contents-created',
    listener: Listener<PreventableEvent, [webContents: WebContents]>,
  ): this;

  /** Emitted when the last window was closed, unless by `quit()`. Without a listener nothing happens. */
  on(event: 'window-all-closed', listener: () => void): this;
  /** Removes a listener of 'window-all-closed'. */
  off(event: 'window-all-closed', listener: () => void): this;
  /** Listens to 'window-all-closed', once. */
  once(event: 'window-all-closed', listener: () => void): this;
  /** Does what `on` does. */
  addListener(event: 'window-all-closed', listener: () => void): this;
  /** Does what `off` does. */
  removeListener(event: 'window-all-closed', listener: () => void): this;

  /** Emitted on macOS by its dock, which does not know of a plain Node program: never. */
  on(
    event: 'activate',
    listener: (event: PreventableEvent, hasVisibleWindows: boolean) => void,
  ): this;
  /** Removes a listener of 'activate'. */
  off(
    event: 'activate',
    listener: (event: PreventableEvent, hasVisibleWindows: boolean) => void,
  ): this;
  /** Listens to 'activate', once. */
  once(
    event: 'activate',
    listener: (event: PreventableEvent, hasVisibleWindows: boolean) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'activate',
    listener: (event: PreventableEvent, hasVisibleWindows: boolean) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'activate',
    listener: (event: PreventableEvent, hasVisibleWindows: boolean) => void,
  ): this;

  /** Emitted for every new window. */
  on(
    event: 'browser-window-created',
    listener: (event: PreventableEvent, window: BrowserWindow) => void,
  ): this;
  /** Removes a listener of 'browser-window-created'. */
  off(
    event: 'browser-window-created',
    listener: (event: PreventableEvent, window: BrowserWindow) => void,
  ): this;
  /** Listens to 'browser-window-created', once. */
  once(
    event: 'browser-window-created',
    listener: (event: PreventableEvent, window: BrowserWindow) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'browser-window-created',
    listener: (event: PreventableEvent, window: BrowserWindow) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'browser-window-created',
    listener: (event: PreventableEvent, window: BrowserWindow) => void,
  ): this;

  /** Emitted when a renderer has crashed, before the contents say so. */
  on(
    event: 'render-process-gone',
    listener: (
      event: PreventableEvent,
      webContents: WebContents,
      details: RenderProcessGoneDetails,
    ) => void,
  ): this;
  /** Removes a listener of 'render-process-gone'. */
  off(
    event: 'render-process-gone',
    listener: (
      event: PreventableEvent,
      webContents: WebContents,
      details: RenderProcessGoneDetails,
    ) => void,
  ): this;
  /** Listens to 'render-process-gone', once. */
  once(
    event: 'render-process-gone',
    listener: (
      event: PreventableEvent,
      webContents: WebContents,
      details: RenderProcessGoneDetails,
    ) => void,
  ): this;
  /** Does what `on` does. */
  addListener(
    event: 'render-process-gone',
    listener: (
      event: PreventableEvent,
      webContents: WebContents,
      details: RenderProcessGoneDetails,
    ) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'render-process-gone',
    listener: (
      event: PreventableEvent,
      webContents: WebContents,
      details: RenderProcessGoneDetails,
    ) => void,
  ): this;

  /** Emitted by `quit()`, before it closes the windows and after it; `event.preventDefault()` ends it there. */
  on(event: 'before-quit' | 'will-quit', listener: (event: PreventableEvent) => void): this;
  /** Removes a listener of one of them. */
  off(event: 'before-quit' | 'will-quit', listener: (event: PreventableEvent) => void): this;
  /** Listens to one of them, once. */
  once(event: 'before-quit' | 'will-quit', listener: (event: PreventableEvent) => void): this;
  /** Does what `on` does. */
  addListener(
    event: 'before-quit' | 'will-quit',
    listener: (event: PreventableEvent) => void,
  ): this;
  /** Does what `off` does. */
  removeListener(
    event: 'before-quit' | 'will-quit',
    listener: (event: PreventableEvent) => void,
  ): this;

  /** Emitted when `quit()` has closed all windows; the exit code is 0. */
  on(event: 'quit', listener: (event: PreventableEvent, exitCode: number) => void): this;
  /** Removes a listener of 'quit'. */
  off(event: 'quit', listener: (event: PreventableEvent, exitCode: number) => void): this;
  /** Listens to 'quit', once. */
  once(event: 'quit', listener: (event: PreventableEvent, exitCode: number) => void): this;
  /** Does what `on` does. */
  addListener(event: 'quit', listener: (event: PreventableEvent, exitCode: number) => void): this;
  /** Does what `off` does. */
  removeListener(
    event: 'quit',
    listener: (event: PreventableEvent, exitCode: number) => void,
  ): this;

  /**
   * The folder of the program: the nearest one with a `package.json`, from the running script upwards;
   * without one, the folder of the script.
   */
  getAppPath(): string;

  /**
   * The name of the program: the one that was set, else `productName` or `name` of its `package.json`,
   * else `ipcmain`.
   */
  getName(): string;

  /**
   * An absolute path: the one that was set, else a default. `userData` is a folder with the name of
   * the program in `appData`. No folder is created.
   *
   * @throws {Error} `Failed to get '<name>' path` for any other name
   */
  getPath(
    name:
      | 'home'
      | 'appData'
      | 'userData'
      | 'sessionData'
      | 'temp'
      | 'exe'
      | 'desktop'
      | 'documents'
      | 'downloads'
      | 'music'
      | 'pictures'
      | 'videos'
      | 'logs',
  ): string;

  /** The `version` of the program's `package.json`, else `0.0.0`. */
  getVersion(): string;

  /** Whether 'ready' has been emitted. */
  isReady(): boolean;

  /** Changes what `getName` returns. */
  setName(name: string): void;

  /**
   * Changes what `getPath` returns for one of its names.
   *
   * @throws {Error} `Path must be absolute`
   * @throws {Error} `Failed to set path` when `getPath` has no such name
   */
  setPath(name: string, path: string): void;

  /**
   * Closes all windows, unless a listener of 'before-quit' or of a window's 'close' prevents it. The process
   * is not ended: it ends when nothing keeps it alive any more. So a test of an app survives its end.
   */
  quit(): void;

  /** Closes all windows without asking and says 'quit'. The process is not ended by that either. */
  exit(exitCode?: number): void;

  /** Resolves when 'ready' has been emitted, at once when that was before. */
  whenReady(): Promise<void>;

  /** False: the program runs from its sources. */
  readonly isPackaged: boolean;

  /** What `getName` returns and `setName` changes. */
  name: string;
}

/** The state of a main at one moment: plain data, of which leak tests can read the counts. */
export interface Inspection {
  /** The number of this main, unique in the process. */
  hub: number;
  /** What is registered on `ipcMain`. */
  registry: InspectedRegistry;
  /** What renderers have sent and main has not yet dispatched. */
  queued: InspectedQueue;
  /** How many requests of all renderers are not yet answered. */
  pendingRequests: number;
  /** How much may wait between main and each renderer. */
  limits: Limits;
  /** The renderers that main knows. */
  peers: InspectedPeer[];
}

/** A renderer in an {@link Inspection}. */
interface InspectedPeer {
  /** The `id` of its `WebContents`. */
  id: number;
  /** Which of its connections this is, counted from 1. */
  generation: number;
  /** Whether it runs in a thread of its own or in main's. */
  transport: 'thread' | 'in-thread';
  /** The `threadId` of its thread, as `node:worker_threads` counts. */
  thread: number;
  /** Whether it has come; before that, what is sent to it waits. */
  attached: boolean;
  /** What main has sent and the renderer has not yet taken. */
  queued: InspectedQueue;
  /** How many of its requests are not yet answered. */
  pendingRequests: number;
  /** What is registered on its `webContents.ipc`. */
  contents: InspectedRegistry;
  /** What is registered on the `ipc` of its frame. */
  frame: InspectedRegistry;
}

/** How much is registered on one `ipc`, the hidden listener on `error` included (contract 1.2). */
interface InspectedRegistry {
  /** Channels with at least one listener. */
  channels: number;
  /** Listeners of all channels. */
  listeners: number;
  /** Handlers. */
  handlers: number;
}

/** How much waits in one direction. */
interface InspectedQueue {
  /** How many messages, requests, answers and notices of renderers that come and go. */
  messages: number;
  /** How many bytes their channels and their cloned arguments take. */
  bytes: number;
}

/**
 * How much may wait between main and each of its renderers. Nobody meets the defaults in normal use: they
 * are there so that a flood ends in an error of who makes it, and not in a process without memory.
 *
 * Who sends and meets one gets an `Error` with the `code` `ERR_IPC_BACKPRESSURE`, or `ERR_IPC_TOO_LARGE`
 * for `messageBytes`, and with the properties `channel`, `peer` (the `id` of the contents) and `account`
 * (the name of the limit): `ipcRenderer.send`, `sendSync`, `postMessage`, `webContents.send` and all that
 * sends as it does throw it; `invoke` rejects with it. Nothing was sent then, no port was taken, and
 * sending again later is fine.
 *
 * A handler's answer that finds no room becomes such an error on both sides. An answer of at most 4 KiB
 * always finds room.
 */
export interface Limits {
  /** Messages that wait in one direction, of or for one renderer. 1,048,576 by default. */
  queuedMessages: number;
  /** Bytes that wait in one direction, of or for one renderer. 1,073,741,824 by default. */
  queuedBytes: number;
  /** Invokes of one renderer whose answers it has not yet taken. 1,048,576 by default. */
  pendingInvokes: number;
  /** Bytes of one message: its channel and its cloned arguments. 1,073,741,824 by default. */
  messageBytes: number;
}

/** What only the `ipcMain` of this package has. */
interface Inspectable {
  /** The state of this main. Electron has no such method. */
  inspect(): Inspection;
  /**
   * Changes the limits that are given, for this main and all its renderers, from now on. What waits
   * already stays. Electron has no such method.
   *
   * @throws {Error} `ERR_IPC_LIMIT` for a limit that does not exist, or a value that is no positive integer
   */
  setLimits(limits: Partial<Limits>): void;
}

/** What only the `ipcRenderer` of this package has. */
interface KeepAlive {
  /**
   * From now on keeps the thread alive, whether anything listens or is pending or not. Electron has
   * no such method.
   */
  ref(): this;
  /**
   * From now on does not keep the thread alive: neither for listeners nor for pending calls. Electron
   * has no such method.
   */
  unref(): this;
}

/** How a renderer has ended (contract 12.5). */
interface RenderProcessGoneDetails {
  /** One of the first five; the others are Electron's alone. */
  reason:
    | 'clean-exit'
    | 'abnormal-exit'
    | 'killed'
    | 'crashed'
    | 'oom'
    | 'launch-failed'
    | 'integrity-failure'
    | 'memory-eviction';
  /** What `process.exitCode` of its thread was. */
  exitCode: number;
}

/** What gets a failed load. */
type FailedLoadListener = (
  event: PreventableEvent,
  errorCode: number,
  errorDescription: string,
  validatedURL: string,
  isMainFrame: boolean,
  frameProcessId: number,
  frameRoutingId: number,
) => void;

/** What a window begins to load. */
interface NavigationDetails {
  url: string;
  /** False: the renderer starts anew. */
  isSameDocument: boolean;
  /** True: there is one frame. */
  isMainFrame: boolean;
  frame: WebFrameMain | null;
}

/** Where a page wants to go. */
interface WillNavigateDetails extends NavigationDetails {
  initiator?: WebFrameMain | null;
}

/** What a page wants to open. */
interface WindowOpenDetails {
  url: string;
  frameName: string;
  features: string;
  disposition: 'default' | 'foreground-tab' | 'background-tab' | 'new-window' | 'other';
  referrer: { url: string; policy: Referrer };
}

type Referrer =
  | 'default'
  | 'unsafe-url'
  | 'no-referrer-when-downgrade'
  | 'no-referrer'
  | 'origin'
  | 'strict-origin-when-cross-origin'
  | 'same-origin'
  | 'strict-origin';

/** Whether it may. */
type WindowOpenResponse =
  | { action: 'deny' }
  | { action: 'allow'; overrideBrowserWindowOptions?: BrowserWindowConstructorOptions };

/** What a page has opened. */
interface CreateWindowDetails extends Omit<WindowOpenDetails, 'features'> {
  options: BrowserWindowConstructorOptions;
}

/** What the exported `webFrameMain` has. */
interface WebFrameMainFinder {
  /**
   * The frame with that number in that renderer (contract 13.4).
   *
   * @throws {Error} `WebFrameMain is available only after app ready` (contract 1.11)
   */
  fromId(processId: number, routingId: number): WebFrameMain | undefined;
  /**
   * The frame of that renderer with that token (contract 13.4).
   *
   * @throws {Error} `WebFrameMain is available only after app ready` (contract 1.11)
   */
  fromFrameToken(processId: number, frameToken: string): WebFrameMain | null;
}

/** What `webContents` is. */
interface WebContentsFinder {
  /**
   * The contents of a frame; `undefined` when its renderer is gone (contract 7.7).
   *
   * @throws {TypeError} `Error processing argument at index 0, conversion failure from …`
   */
  fromFrame(frame: WebFrameMain): WebContents | undefined;

  /**
   * The renderer that runs in a Worker which this thread has started, from the moment it was started:
   * what is sent before it has loaded waits for it. It is the same object for the same Worker, also
   * after that has ended. `undefined` when the Worker had ended before the first call. Electron has no
   * such method.
   *
   * A Worker that was started before this package was loaded here finds its main only if this is called
   * before it looks for one.
   *
   * @throws {TypeError} `ERR_INVALID_ARG_TYPE` when this is not a Worker
   */
  fromWorker(worker: Worker): WebContents | undefined;

  /**
   * The living renderer with that `id`, or `undefined` (contract 7.7).
   *
   * @throws {TypeError} `Insufficient number of arguments.` without one (contract 7.7)
   * @throws {TypeError} `Error processing argument at index 0, conversion failure from …` when it is
   *   not a 32-bit integer (contract 7.7)
   */
  fromId(id: number): WebContents | undefined;

  /** All living renderers, the lowest `id` first (contract 13.1). */
  getAllWebContents(): WebContents[];
}

/** What the events of the main side have in common (contract 3.1). */
interface PreventableEvent {
  /** Sets `defaultPrevented`. It has no effect on messages (contract 3.1). */
  preventDefault: () => void;
  /** Whether `preventDefault` was called (contract 3.1). */
  readonly defaultPrevented: boolean;
}

/**
 * What is called with an event. It is written so that code which names Electron's types fits in, although
 * the `sender` of an event here has only a part of Electron's members:
 *
 * - as a method, so that a listener may annotate its event as `Electron.IpcMainEvent`;
 * - with `Function`, which every function is, because TypeScript compares a plain function type more
 *   strictly; without it an `ipcMain` would not be an `Electron.IpcMain`.
 */
type Listener<Event, Args extends any[] = any[], Result = void> = {
  listener(event: Event, ...args: Args): Result;
}['listener'] &
  Function;

/**
 * A port in a renderer, as the global `MessagePort` is declared: with the library `dom` as the browser's,
 * which is what Electron says, else as Node's. It is Node's, which has what the browser's has.
 */
type RendererMessagePort = InstanceType<typeof globalThis.MessagePort>;
