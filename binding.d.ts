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
  /** How many listeners a channel has. */
  count(name: Name): number;
  /** Gives the channel its handler. False when it has one. */
  handle(name: Name): boolean;
  /** Takes the channel's handler away. False when it has none. */
  removeHandler(name: Name): boolean;
}

/**
 * What messages go through. An `offset` is where a message stands in the outbox. What sends returns 0, or one
 * of the `refusals`.
 */
export interface MainCalls {
  /**
   * Puts the next envelopes where batches are read and returns how many bytes they have. None means that
   * the caller must leave; `onRing` is called again when there are more. `woken` says that it just was.
   */
  take: (woken: boolean) => number;
  /** Puts the oldest envelope of one renderer where single ones are read. False when there is none. */
  takeFrom: (peer: number) => boolean;
  /** Has `onRing` called again soon. */
  ringAgain: () => void;
  /** Copies a block into memory of its size and forgets it. False when there is no such block. */
  fetch: (block: number, place: Uint8Array) => boolean;
  /** Sends to a renderer. */
  send: (peer: number, offset: number) => number;
  /** Whether `postMessage` would send this; it always does once this has said so, if it is next. */
  admit: (peer: number, offset: number) => number;
  /** Sends one value whose `ports` ports travel beside it. When there are any, it must have been admitted. */
  postMessage: (peer: number, offset: number, ports: number) => number;
  /** Asks something of a renderer for the package itself; a `return` with the same number answers. */
  call: (peer: number, call: number, offset: number) => number;
  /**
   * Says something of a port, by its number, to a renderer in another process. When it has `ports`, it must have
   * been admitted.
   */
  tellPort: (peer: number, kind: number, port: number, offset: number, ports: number) => number;
  /** Answers a request. What is refused for another reason than that it has ended can be answered again. */
  reply: (peer: number, generation: number, request: number, offset: number) => number;
}

/** A main thread's hub. */
export declare class MainEndpoint {
  /** Makes a hub of its own. It dies with the environment. */
  constructor();
  /** The hub's number, by which other threads find it. */
  get id(): number;
  /**
   * Begins delivery: `onRing` is called when envelopes wait, and must then `take` until nothing is left. It
   * is not kept alive by that.
   */
  open(onRing: () => void): void;
  /** How many envelopes wait for main. */
  get queued(): number;
  /**
   * The functions that messages go through. Functions, because a call of a method costs several times
   * as much.
   */
  calls(outbox: Outbox, batch: Uint8Array, single: Uint8Array): MainCalls;
  /** The renderer of a thread of this process, known from now on whether it has come or not. */
  claim(thread: number): number;
  /** A renderer that has no thread yet, or no process. */
  reserve(inProcess: boolean): number;
  /** A renderer will come on this thread; one that was on another leaves that. */
  bind(peer: number, thread: number): void;
  /** Which of its connections a renderer has now, or nothing when it is forgotten. */
  generationOf(peer: number): number | null;
  /** The renderers that have come and were not forgotten, oldest first. */
  attachedPeers(): Array<number>;
  /** The thread of a renderer, if it has one. */
  threadOf(peer: number): number | null;
  /**
   * A thread has ended. If it was a renderer, its connection ends, even one that never came. Returns
   * whether it was one.
   */
  threadEnded(thread: number): boolean;
  /** Forgets a renderer. If it lives, its requests end and it is told. */
  forget(peer: number): void;
  /** Lets go of all renderers on other threads: those that are blocked wake. */
  releaseThreads(): void;
  /** Changes one of the limits, which have the names of `refusals`, for all that is sent from now on. */
  setLimit(name: string, value: number): void;
  /** One of the limits. */
  limit(refusal: number): number;
  /** The state of the hub as JSON. */
  snapshot(): string;
}

/** A string, or the number that the JavaScript face gave to a symbol or another value. */
export type Name = string | number;

/**
 * The memory in which JavaScript writes messages, one after the other or, when a getter sends while its
 * object is written, one behind the other.
 */
export declare class Outbox {
  /** Takes the memory into use. Only JavaScript writes it. */
  constructor(scratch: Uint8Array);
  /**
   * Copies a large piece of the message that is being written.
   *
   * Throws when there is no memory for it.
   */
  addBlock(bytes: Uint8Array): void;
  /** Drops the blocks that were added last: the message that they belong to is not sent. */
  dropBlocks(count: number): void;
}

/** Main's end of the connection to a process that it starts, and what it knows of that. */
export declare class ProcessEnd {
  /**
   * Makes a connection for a process that is about to be started, whose renderer is known from now on: a new one,
   * or one that was reserved, which leaves the process that it was in. On Windows it is a pipe that is named after the secret, and
   * who says the secret gets its other end.
   *
   * Throws where there are no more such connections.
   */
  constructor(
    main: MainEndpoint,
    protocol: number,
    secret: string,
    peer?: number | undefined | null,
  );
  /** The number of the renderer. */
  get peer(): number;
  /** Which of the renderer's connections this is. */
  get generation(): number;
  /** The descriptor that the process must inherit, until it was `passed`; nothing where it is told a name. */
  get descriptor(): number | null;
  /** The name of the pipe that the process must open; nothing where it inherits a descriptor. */
  get pipe(): string | null;
  /** The process has its end, or there will be no process: main keeps it no longer. */
  passed(): void;
  /** The process will say something that it was asked when it was started, as the answer to this call. */
  expectReturn(call: number): void;
  /** The process has ended: what it sent is here, or will not come. */
  ended(): void;
  /** The process has sent what this package does not write: the connection ends. */
  violate(): void;
  /** What the process has done wrong, if anything. */
  get violation(): string | null;
}

/**
 * What messages go through. An `offset` is where a message stands in the outbox. What sends returns one of the
 * `refusals` when it has not.
 */
export interface RendererCalls {
  /**
   * Puts the next envelopes where batches are read and returns how many bytes they have. None means that
   * the caller must leave; `onRing` is called again when there are more. `woken` says that it just was.
   */
  take: (woken: boolean) => number;
  /** Has `onRing` called again soon. */
  ringAgain: () => void;
  /** Copies a block into memory of its size and forgets it. False when there is no such block. */
  fetch: (block: number, place: Uint8Array) => boolean;
  /** Sends a message that wants no answer. */
  send: (offset: number) => number;
  /** Whether `postMessage` would send this; it always does once this has said so, if it is next. */
  admit: (offset: number) => number;
  /** Sends one value whose `ports` ports travel beside it. When there are any, it must have been admitted. */
  postMessage: (offset: number, ports: number) => number;
  /** Sends a request whose answer is delivered as an envelope. Returns its number. */
  invoke: (offset: number) => number;
  /** Sends a request whose answer `wait` waits for. Returns its number. */
  sendSync: (offset: number) => number;
  /**
   * Blocks the thread until the answer to a synchronous request, at most for so long. 1 when the answer
   * is where single envelopes are read, 0 when there is none yet, -1 when none can come.
   */
  wait: (request: number, milliseconds: number) => number;
  /** Answers a call of main. */
  answer: (call: number, offset: number) => number;
  /**
   * Says something of a port, by its number, to main in another process. When it has `ports`, it must have been
   * admitted.
   */
  tellPort: (kind: number, port: number, offset: number, ports: number) => number;
}

/** A renderer's connection to its main. */
export declare class RendererEndpoint {
  /**
   * Attaches the calling thread to a hub, with an introduction that main gets first, at
   * this offset of the outbox. The connection
   * ends with the environment.
   *
   * Throws when the hub has ended.
   */
  constructor(hub: number, thread: number, inThread: boolean, outbox: Outbox, introduction: number);
  /** The number by which main knows this renderer. */
  get peer(): number;
  /** The number of the hub that it is attached to. */
  get hub(): number;
  /** Whether main has let go of this renderer, or has ended. */
  get isReleased(): boolean;
  /**
   * Begins delivery: `onRing` is called when envelopes wait, and must then `take` until nothing is left. It
   * is not kept alive by that.
   */
  open(onRing: () => void): void;
  /**
   * The functions that messages go through. Functions, because a call of a method costs several times
   * as much.
   */
  calls(outbox: Outbox, batch: Uint8Array, single: Uint8Array): RendererCalls;
  /**
   * Says something to main for the package itself, that stands at this offset of the outbox. What a limit stands
   * against is lost.
   */
  say(outbox: Outbox, offset: number): void;
  /** One of the limits that its main has set. */
  limit(refusal: number): number;
  /** How many envelopes wait for the renderer. */
  get queued(): number;
  /** Gives up on a synchronous request: a later answer is refused. */
  abandon(request: number): void;
}

/** Makes a thread a renderer of the main that this hub stands for. */
export declare function claimThread(thread: number, hub: number): void;

/** The number of the hub that claimed this thread before it looked for one, if any did. */
export declare function claimantOf(thread: number): number | null;

/**
 * Connects this process to the main that has started it: at the other end of an inherited descriptor, which is taken, or of the
 * pipe of this name, to which the secret is said. That main knows this thread as this peer. Returns the number of the hub that stands
 * for it; `onEnd` is called when it is gone.
 *
 * Throws when there is no such descriptor or pipe.
 */
export declare function connectMain(
  place: string,
  secret: string,
  protocol: number,
  peer: number,
  thread: number,
  onEnd: () => void,
): number;

/** Has what this process has sent to its main leave it, before it ends. */
export declare function flushMain(hub: number): void;

/** Forgets a thread that has ended. */
export declare function forgetThread(thread: number): void;

/** Tells one loaded image of the native core from another: two images share no hubs. */
export declare function imageIdentity(): string;

/** Whether the thread that started this one passes on the ports that it sends. */
export declare function isWatched(thread: number): boolean;

/** The number of each kind of envelope, by name. */
export declare function messageKinds(): Record<string, number>;

/** Why something was not sent, by name: `gone`, or the name of a limit. The numbers are negative. */
export declare function refusals(): Record<string, number>;

/** Says that the thread that started this one passes on the ports that it sends. */
export declare function watchThread(thread: number): void;
