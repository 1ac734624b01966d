// What the type tests say things with. All of it is there for the compiler alone.

export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only when the value has exactly the type. */
export function exactly<T>() {
  return <V>(_value: V, ..._same: Same<V, T> extends true ? [] : [never]) => {};
}

/** Compiles only when the type is `true`. */
export function holds<_T extends true>() {}

/** Compiles only when there is none; otherwise the compiler names them. */
export function none<_T extends never>() {}

/** The members that both have, but which in `From` are not what they must be in `To`. */
export type Misfits<From, To> = Causes<AllMisfits<From, To>>;

export type AllMisfits<From, To> = {
  [Name in keyof From & keyof To]-?: [From[Name]] extends [To[Name]] ? never : Name;
}[keyof From & keyof To];

/**
 * Without those that return `this` or hold contents or a frame, if there are others: when one member does
 * not fit, then neither do they, and the compiler would name one of them.
 */
export type Causes<Names> = [Exclude<Names, Consequence>] extends [never]
  ? Names
  : Exclude<Names, Consequence>;

type Consequence =
  | 'addListener'
  | 'frames'
  | 'framesInSubtree'
  | 'handle'
  | 'handleOnce'
  | 'ipc'
  | 'mainFrame'
  | 'off'
  | 'on'
  | 'once'
  | 'parent'
  | 'prependListener'
  | 'prependOnceListener'
  | 'removeAllListeners'
  | 'removeListener'
  | 'sender'
  | 'senderFrame'
  | 'setMaxListeners'
  | 'top';

/** The members that `From` lacks, or which are not what they must be in `To`. */
export type Faults<From, To> = Exclude<keyof To, keyof From> | Misfits<From, To>;
