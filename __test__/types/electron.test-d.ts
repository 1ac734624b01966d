// How the declarations stand to Electron's own, those of the package `electron`: what is assignable to
// what. Nothing here is ever run, and of that package nothing but its declarations is ever read.

import type {} from 'electron';
import { app, BrowserWindow, ipcMain, ipcRenderer, MessageChannelMain, webContents } from 'ipcmain';
import type {
  App,
  ContextBridge,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  IpcRenderer,
  IpcRendererEvent,
  MessagePortMain,
  WebContents,
  WebFrameMain,
} from 'ipcmain';
import type * as ipcmain from 'ipcmain';
import type * as standIn from 'ipcmain/electron';
import { holds, none } from './assert';
import type { AllMisfits, Causes, Faults, Misfits, Same } from './assert';

/**
 * All that keeps ours from being assignable to Electron's, and why. What an entry names and what the
 * compiler finds are the same: an entry that is not needed any more does not compile. In the other
 * direction, Electron's to ours, there is no exception.
 */
interface Exceptions {
  /** The event of a renderer is a plain object, in Electron too; only its declarations say more. */
  IpcRendererEvent: 'preventDefault' | 'defaultPrevented';

  // Of these interfaces ours is a part, and emits only a part of the events.
  App: Emitter;
  BrowserWindow: Emitter;
  WebContents: Emitter;

  // What Electron's methods take more. A call with it does not compile here.

  /** Folders that a plain Node program does not have. */
  AppCalls: 'getPath';
  /** The options would change what is loaded, and are not obeyed. */
  BrowserWindowCalls: 'loadURL';
  WebContentsCalls: 'loadURL';

  // What Electron's events give more.

  /** Deprecated in Electron: the same is said by the first argument. */
  DidStartNavigation: [
    url: string,
    isInPlace: boolean,
    isMainFrame: boolean,
    frameProcessId: number,
    frameRoutingId: number,
  ];
}

type Emitter = 'addListener' | 'off' | 'on' | 'once' | 'removeListener';

/**
 * What only ours declares. Electron has them without declaring them; all other extras are on the exported
 * constants.
 */
type Extras = 'getLastWebPreferences' | 'getOwnerBrowserWindow';

// --- parts: what ours declares is what Electron declares ---

/** A type of ours with Electron's whole interface wherever ours is a part. */
type Whole<T> = 0 extends 1 & T
  ? T
  : T extends WebContents
    ? Electron.WebContents
    : T extends WebFrameMain
      ? Electron.WebFrameMain
      : T extends ipcmain.BrowserWindow
        ? Electron.BrowserWindow
        : T extends App
          ? Electron.App
          : T extends (infer Item)[]
            ? Whole<Item>[]
            : T extends (...args: infer Args) => infer Result
              ? (...args: Args) => Whole<Result>
              : T;

/** The members of ours that do not fit, even with Electron's wholes in them. */
type PartMisfits<Ours, Theirs> = Causes<
  {
    [Name in AllMisfits<Ours, Theirs>]: Whole<Ours[Name]> extends Theirs[Name] ? never : Name;
  }[AllMisfits<Ours, Theirs>]
>;

/** The methods that do not take what Electron's take. */
type Narrower<Ours, Theirs> = {
  [Name in Exclude<keyof Ours & keyof Theirs, Emitter>]-?: Theirs[Name] extends (
    ...args: infer Wanted
  ) => any
    ? Wanted extends Parameters<Extract<Ours[Name], (...args: any) => any>>
      ? never
      : Name
    : never;
}[Exclude<keyof Ours & keyof Theirs, Emitter>];

none<Exclude<keyof WebContents, keyof Electron.WebContents | Extras>>();
none<Exclude<PartMisfits<WebContents, Electron.WebContents>, Exceptions['WebContents']>>();
none<Exclude<Exceptions['WebContents'], PartMisfits<WebContents, Electron.WebContents>>>();
none<Misfits<Electron.WebContents, WebContents>>();
holds<Same<Narrower<WebContents, Electron.WebContents>, Exceptions['WebContentsCalls']>>();
holds<Electron.WebContents extends WebContents ? true : false>();

none<Exclude<keyof WebFrameMain, keyof Electron.WebFrameMain>>();
none<PartMisfits<WebFrameMain, Electron.WebFrameMain>>();
none<Misfits<Electron.WebFrameMain, WebFrameMain>>();
none<Narrower<WebFrameMain, Electron.WebFrameMain>>();
holds<Electron.WebFrameMain extends WebFrameMain ? true : false>();

type OurWindow = ipcmain.BrowserWindow;
type TheirWindow = Electron.BrowserWindow;
none<Exclude<keyof OurWindow, keyof TheirWindow>>();
none<Exclude<PartMisfits<OurWindow, TheirWindow>, Exceptions['BrowserWindow']>>();
none<Exclude<Exceptions['BrowserWindow'], PartMisfits<OurWindow, TheirWindow>>>();
none<Misfits<TheirWindow, OurWindow>>();
holds<Same<Narrower<OurWindow, TheirWindow>, Exceptions['BrowserWindowCalls']>>();
holds<TheirWindow extends OurWindow ? true : false>();

// The static side. What `prototype` is has just been compared.
type OurWindows = Omit<typeof BrowserWindow, 'prototype'>;
type TheirWindows = Omit<typeof Electron.BrowserWindow, 'prototype'>;
none<Exclude<keyof OurWindows, keyof TheirWindows>>();
none<PartMisfits<OurWindows, TheirWindows>>();
none<Misfits<TheirWindows, OurWindows>>();
none<Narrower<OurWindows, TheirWindows>>();
type OurOptions = NonNullable<ConstructorParameters<typeof BrowserWindow>[0]>;
type TheirOptions = Electron.BrowserWindowConstructorOptions;
none<Misfits<OurOptions, TheirOptions> | Misfits<TheirOptions, OurOptions>>();
holds<TheirOptions extends OurOptions ? true : false>();
holds<OurOptions extends TheirOptions ? true : false>();

none<Exclude<keyof ContextBridge, keyof Electron.ContextBridge>>();
none<Misfits<ContextBridge, Electron.ContextBridge>>();
none<Misfits<Electron.ContextBridge, ContextBridge>>();
none<Narrower<ContextBridge, Electron.ContextBridge>>();
holds<Electron.ContextBridge extends ContextBridge ? true : false>();

type Contents = typeof webContents;
none<Exclude<keyof Contents, keyof typeof Electron.WebContents | 'fromWorker'>>();
none<PartMisfits<Contents, typeof Electron.WebContents>>();
none<Misfits<typeof Electron.WebContents, Contents>>();
none<Narrower<Contents, typeof Electron.WebContents>>();

type Frames = typeof ipcmain.webFrameMain;
none<Exclude<keyof Frames, keyof typeof Electron.WebFrameMain>>();
none<PartMisfits<Frames, typeof Electron.WebFrameMain>>();
none<Misfits<typeof Electron.WebFrameMain, Frames>>();
none<Narrower<Frames, typeof Electron.WebFrameMain>>();

none<Exclude<keyof App, keyof Electron.App>>();
none<Exclude<PartMisfits<App, Electron.App>, Exceptions['App']>>();
none<Exclude<Exceptions['App'], PartMisfits<App, Electron.App>>>();
none<Misfits<Electron.App, App>>();
holds<Same<Narrower<App, Electron.App>, Exceptions['AppCalls']>>();
holds<Electron.App extends App ? true : false>();

// --- the events of parts: what ours gives to a listener is what Electron gives to it ---

type Wholes<Args extends unknown[]> = {
  [Index in keyof Args]: Args[Index] extends IpcMainEvent
    ? Electron.IpcMainEvent
    : Whole<Args[Index]>;
};

/** Compiles only when both listeners get the same. */
function same<Ours extends unknown[] | [], Theirs extends unknown[] | []>(
  _ours: Ours,
  _theirs: Theirs,
  ..._fit: [Theirs, Wholes<Ours>] extends [Ours, Theirs] ? [] : [never]
) {}

declare function more<Name extends keyof Exceptions>(name: Name): Exceptions[Name];

export function contents(ours: WebContents, theirs: Electron.WebContents) {
  ours.on('destroyed', (...one) => theirs.on('destroyed', (...other) => same(one, other)));
  ours.on('ipc-message', (...one) => theirs.on('ipc-message', (...other) => same(one, other)));
  ours.on('ipc-message-sync', (...one) =>
    theirs.on('ipc-message-sync', (...other) => same(one, other)),
  );
  ours.on('render-process-gone', (...one) =>
    theirs.on('render-process-gone', (...other) => same(one, other)),
  );
  ours.on('dom-ready', (...one) => theirs.on('dom-ready', (...other) => same(one, other)));
  ours.on('did-start-loading', (...one) =>
    theirs.on('did-start-loading', (...other) => same(one, other)),
  );
  ours.on('did-finish-load', (...one) =>
    theirs.on('did-finish-load', (...other) => same(one, other)),
  );
  ours.on('did-stop-loading', (...one) =>
    theirs.on('did-stop-loading', (...other) => same(one, other)),
  );
  ours.on('preload-error', (...one) => theirs.on('preload-error', (...other) => same(one, other)));
  ours.on('did-fail-load', (...one) => theirs.on('did-fail-load', (...other) => same(one, other)));
  ours.on('did-start-navigation', ({ frame, ...one }) =>
    theirs.on('did-start-navigation', ({ frame: theirFrame, ...other }, ...rest) => {
      same([one, ...more('DidStartNavigation')], [other, ...rest]);
      same([frame], [theirFrame]);
    }),
  );
  ours.on('did-navigate', (...one) => theirs.on('did-navigate', (...other) => same(one, other)));
  ours.on('will-navigate', ({ url, isSameDocument, isMainFrame }) =>
    theirs.on('will-navigate', (other) =>
      same(
        [url, isSameDocument, isMainFrame],
        [other.url, other.isSameDocument, other.isMainFrame],
      ),
    ),
  );
  ours.on('did-create-window', (_window, { url, frameName, disposition }) =>
    theirs.on('did-create-window', (_theirWindow, other) =>
      same([url, frameName, disposition], [other.url, other.frameName, other.disposition]),
    ),
  );
}

export function windows(ours: OurWindow, theirs: TheirWindow) {
  ours.on('close', (...one) => theirs.on('close', (...other) => same(one, other)));
  ours.on('closed', (...one) => theirs.on('closed', (...other) => same(one, other)));
  ours.on('show', (...one) => theirs.on('show', (...other) => same(one, other)));
  ours.on('hide', (...one) => theirs.on('hide', (...other) => same(one, other)));
  // Of these Electron declares two forms.
  ours.on('focus', (one) => theirs.on('focus', (other: Electron.Event) => same([one], [other])));
  ours.on('blur', (one) => theirs.on('blur', (other: Electron.Event) => same([one], [other])));
}

// --- events: the same surface but for the contents and the frame that they hold ---

/** An event with our contents and our frame in place of Electron's. */
type WithParts<Event extends { sender: unknown; senderFrame: unknown }> = Omit<
  Event,
  'sender' | 'senderFrame'
> &
  Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

none<Faults<IpcMainEvent, WithParts<Electron.IpcMainEvent>>>();
none<Faults<Electron.IpcMainEvent, IpcMainEvent>>();
holds<IpcMainEvent extends WithParts<Electron.IpcMainEvent> ? true : false>();
holds<Electron.IpcMainEvent extends IpcMainEvent ? true : false>();

none<Faults<IpcMainInvokeEvent, WithParts<Electron.IpcMainInvokeEvent>>>();
none<Faults<Electron.IpcMainInvokeEvent, IpcMainInvokeEvent>>();
holds<IpcMainInvokeEvent extends WithParts<Electron.IpcMainInvokeEvent> ? true : false>();
holds<Electron.IpcMainInvokeEvent extends IpcMainInvokeEvent ? true : false>();

holds<Same<Faults<IpcRendererEvent, Electron.IpcRendererEvent>, Exceptions['IpcRendererEvent']>>();
none<Faults<Electron.IpcRendererEvent, IpcRendererEvent>>();
holds<Electron.IpcRendererEvent extends IpcRendererEvent ? true : false>();

// --- the same surface: assignable in both directions, and no member more or less ---

none<Faults<IpcMain, Electron.IpcMain>>();
none<Faults<Electron.IpcMain, IpcMain>>();
holds<IpcMain extends Electron.IpcMain ? true : false>();
holds<Electron.IpcMain extends IpcMain ? true : false>();

none<Faults<IpcRenderer, Electron.IpcRenderer>>();
none<Faults<Electron.IpcRenderer, IpcRenderer>>();
holds<IpcRenderer extends Electron.IpcRenderer ? true : false>();
holds<Electron.IpcRenderer extends IpcRenderer ? true : false>();

none<Faults<MessagePortMain, Electron.MessagePortMain>>();
none<Faults<Electron.MessagePortMain, MessagePortMain>>();
holds<MessagePortMain extends Electron.MessagePortMain ? true : false>();
holds<Electron.MessagePortMain extends MessagePortMain ? true : false>();

none<Faults<MessageChannelMain, Electron.MessageChannelMain>>();
none<Faults<Electron.MessageChannelMain, MessageChannelMain>>();
none<Faults<typeof ipcmain.MessageChannelMain, typeof Electron.MessageChannelMain>>();
none<Faults<typeof Electron.MessageChannelMain, typeof ipcmain.MessageChannelMain>>();
holds<typeof MessageChannelMain extends typeof Electron.MessageChannelMain ? true : false>();
holds<typeof Electron.MessageChannelMain extends typeof MessageChannelMain ? true : false>();

// --- code that names Electron's types ---

declare function useMain(main: Electron.IpcMain): void;
useMain(ipcMain);
declare function useRenderer(renderer: Electron.IpcRenderer): void;
useRenderer(ipcRenderer);
declare function usePort(port: Electron.MessagePortMain): void;
usePort(new MessageChannelMain().port1);

ipcMain.on('x', (event: Electron.IpcMainEvent, count: number) => event.reply('y', count));
ipcMain.once('x', async (event: Electron.IpcMainEvent) => event.reply('y'));
ipcMain.handle('x', (event: Electron.IpcMainInvokeEvent, count: number) => event.frameId + count);
ipcMain.handleOnce('x', async (event: Electron.IpcMainInvokeEvent) => event.sender.id);
ipcRenderer.on('x', (event: Electron.IpcRendererEvent, count: number) => {
  event.sender.send('y', count);
  event.ports[0]?.addEventListener('message', () => {});
});
new BrowserWindow().on('close', (event: Electron.Event) => event.preventDefault());
new BrowserWindow().webContents.on('ipc-message', (event: Electron.IpcMainEvent, channel: string) =>
  event.reply(channel),
);
app.on('web-contents-created', (_event: Electron.Event, created: Electron.WebContents) =>
  created.ipc.on('x', () => {}),
);
new MessageChannelMain().port1.on('message', (event: Electron.MessageEvent) => event.ports[0]);

// @ts-expect-error A renderer's event is not main's.
ipcMain.on('x', (event: Electron.IpcRendererEvent) => event.sender);
// @ts-expect-error Main's event is not a renderer's.
ipcRenderer.on('x', (event: Electron.IpcMainEvent) => event.sender);
// @ts-expect-error Only a part of Electron's contents is here.
new BrowserWindow().webContents satisfies Electron.WebContents;
// @ts-expect-error The options are not obeyed.
void new BrowserWindow().loadURL('about:blank', { userAgent: 'ours' });
void new BrowserWindow().loadFile('page.html', { query: { a: '1' }, search: 'a=1', hash: 'part' });

// --- the entry that stands in for `electron` ---

type StandIn = typeof standIn;
none<Exclude<keyof StandIn, keyof typeof Electron.CrossProcessExports>>();
/** What is not Electron's is not here. */
type Shared = Exclude<keyof typeof ipcmain, 'forkRenderer'>;
none<Exclude<Shared, keyof StandIn>>();
none<
  {
    [Name in Shared]: Same<StandIn[Name], (typeof ipcmain)[Name]> extends true ? never : Name;
  }[Shared]
>();
holds<Same<standIn.IpcMainEvent, IpcMainEvent>>();
none<Misfits<StandIn['shell'], Electron.Shell> | Misfits<Electron.Shell, StandIn['shell']>>();

// What `ipcmain/electron` has besides: Electron's own can stand in its place, and each of Electron's names is there.
holds<typeof Electron.dialog extends typeof standIn.dialog ? true : false>();
holds<typeof Electron.clipboard extends typeof standIn.clipboard ? true : false>();
holds<typeof Electron.nativeTheme extends typeof standIn.nativeTheme ? true : false>();
holds<
  Pick<typeof Electron.net, 'isOnline' | 'online'> extends Omit<typeof standIn.net, 'fetch'>
    ? true
    : false
>();
holds<Electron.Session extends standIn.Session ? true : false>();
holds<typeof Electron.webFrame extends typeof standIn.webFrame ? true : false>();
none<Exclude<keyof typeof Electron.CrossProcessExports, keyof typeof standIn>>();
