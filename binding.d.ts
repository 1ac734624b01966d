// What src/node exports. Written by `npm run build:types`; do not edit.

/** Listeners and handlers of one emitter: in what order they stand, and which of them a removal hits. */
export declare class ChannelRegistry {
  /**
   * The registry of a hub's `ipcMain`; with a peer, that of its contents, or of its frame. With
   * nothing given, one that belongs to no hub.
   */
  constructor(
    main?: MainEndpoint | undefined | null,
    peer?: number | undefined | null,
    frame?: boolean | undefined | null,
  );
  /** Adds a listener, given by its own number and that of the function that the user gave. */
  add(name: Name, functionId: number, originalId: number, first: boolean): void;
  /** Removes the youngest registration of a function. Returns where it stood, or nothing. */
  remove(name: Name, functionId: number): number | null;
  /** Removes all listeners of a channel. */
  removeAll(name: Name): void;
  /** Removes all listeners of all channels. */
  clear(): void;
  /** How many listeners a channel has, or how often one function listens there. */
  count(name: Name, functionId?: number | undefined | null): number;
  /** The channels that have listeners, in the order of property keys. */
  names(): Array<Name>;
  /** Gives the channel its handler. False when it has one. */
  handle(name: Name): boolean;
  /** Takes the channel's handler away. False when it has none. */
  removeHandler(name: Name): boolean;
  /** Whether the channel has a handler. */
  hasHandler(name: Name): boolean;
}

/** A main thread's hub. */
export declare class MainEndpoint {
  /** Makes a hub of its own. It dies with the environment. */
  constructor();
  /** The hub's number, by which other threads find it. */
  get id(): number;
  /** Begins delivery: `onMessage` is called once, as a task of its own, for each envelope. */
  open(onMessage: () => void): void;
  /** How many envelopes wait for main. */
  get queued(): number;
  /**
   * Takes the oldest envelope, or the oldest of one renderer: its numbers into the header, its bytes
   * into the scratch buffer if they fit. Returns its channel, or null when there is none.
   */
  take(header: Float64Array, scratch: Uint8Array, from?: number | undefined | null): string | null;
  /** The bytes of the envelope that was taken last, when they did not fit. */
  fetch(): Buffer;
  /** The renderer of a thread of this process, known from now on whether it has come or not. */
  claim(thread: number): number;
  /** A renderer that has no thread yet. */
  reserve(): number;
  /** A renderer will come on this thread; one that was on another leaves that. */
  bind(peer: number, thread: number): void;
  /** Which of its connections a renderer has now, or nothing when it is forgotten. */
  generationOf(peer: number): number | null;
  /** The renderers that have come and were not forgotten, oldest first. */
  attachedPeers(): Array<number>;
  /** Sends to a renderer. False when it is gone. */
  send(peer: number, channel: string, payload: Uint8Array, length: number): boolean;
  /** Sends one value whose `ports` ports travel beside it. False when the renderer is gone. */
  postMessage(peer: number, channel: string, payload: Uint8Array, ports: number): boolean;
  /**
   * Asks something of a renderer for the package itself; a `return` with the same number answers.
   * False when the renderer is gone.
   */
  call(peer: number, request: number, operation: string, payload: Uint8Array): boolean;
  /** The thread of a renderer, if it has one. */
  threadOf(peer: number): number | null;
  /** Answers a request. False when it had ended. */
  reply(
    peer: number,
    generation: number,
    request: number,
    payload: Uint8Array,
    length: number,
  ): boolean;
  /**
   * A thread has ended. If it was a renderer, its connection ends, even one that never came. Returns
   * whether it was one.
   */
  threadEnded(thread: number): boolean;
  /** Forgets a renderer. If it lives, its requests end and it is told. */
  forget(peer: number): void;
  /** Lets go of all renderers on other threads: those that are blocked wake. */
  releaseThreads(): void;
  /** The state of the hub as JSON. */
  snapshot(): string;
}

/** A string, or the number that the JavaScript face gave to a symbol or another value. */
export type Name = string | number;

/** A renderer's connection to its main. */
export declare class RendererEndpoint {
  /**
   * Attaches the calling thread to a hub, with an introduction that main gets first. The connection
   * ends with the environment.
   *
   * Throws when the hub has ended.
   */
  constructor(hub: number, thread: number, inThread: boolean, introduction: Uint8Array);
  /** The number by which main knows this renderer. */
  get peer(): number;
  /** The number of the hub that it is attached to. */
  get hub(): number;
  /** Whether main has let go of this renderer, or has ended. */
  get isReleased(): boolean;
  /** Begins delivery: `onMessage` is called once, as a task of its own, for each envelope. */
  open(onMessage: () => void): void;
  /**
   * Takes the oldest envelope: its numbers into the header, its bytes into the scratch buffer if they
   * fit. Returns its channel, or null when there is none.
   */
  take(header: Float64Array, scratch: Uint8Array): string | null;
  /** The bytes of the envelope or the answer that was taken last, when they did not fit. */
  fetch(): Buffer;
  /** Sends a message that wants no answer. False when main is gone. */
  send(channel: string, payload: Uint8Array, length: number): boolean;
  /** Sends one value whose `ports` ports travel beside it. False when main is gone. */
  postMessage(channel: string, payload: Uint8Array, ports: number): boolean;
  /**
   * Sends a request whose answer is delivered as an envelope. Returns its number, or nothing when
   * main is gone.
   */
  invoke(channel: string, payload: Uint8Array, length: number): number | null;
  /**
   * Sends a request whose answer `wait` waits for. Returns its number, or nothing when main is
   * gone.
   */
  sendSync(channel: string, payload: Uint8Array, length: number): number | null;
  /**
   * Blocks the thread until the answer to a synchronous request, at most for `milliseconds`. Puts its
   * bytes into the scratch buffer if they fit and returns how many there are; -1 when there is no
   * answer yet, -2 when none can come.
   */
  wait(request: number, milliseconds: number, scratch: Uint8Array): number;
  /** Answers a call of main. False when main is gone. */
  answer(request: number, payload: Uint8Array): boolean;
  /** Gives up on a synchronous request: a later answer is refused. */
  abandon(request: number): void;
}

/** The number of the hub that claimed this thread before it looked for one, if any did. */
export declare function claimantOf(thread: number): number | null;

/** Forgets a thread that has ended. */
export declare function forgetThread(thread: number): void;

/** Tells one loaded image of the native core from another: two images share no hubs. */
export declare function imageIdentity(): string;

/** Whether the thread that started this one passes on the ports that it sends. */
export declare function isWatched(thread: number): boolean;

/** The number of each kind of envelope, by name. */
export declare function messageKinds(): Record<string, number>;

/** Says that the thread that started this one passes on the ports that it sends. */
export declare function watchThread(thread: number): void;
