// @ts-check
'use strict';

const { kinds } = require('../common/message-kinds');
const { Queue } = require('../common/queue');
const { mayBeThenable } = require('./frame-events');
const { hearPage } = require('./hear-page');
const { hub } = require('./hub');
const { isAsync } = require('./invoke-handlers');
const { ipcMain } = require('./ipc-main');
const { addReply, addReturnValue, eventsOf, makeIpcMainEvent } = require('./ipc-main-event');
const { isHeard, isObserved } = require('./ipc-main-impl');
const { MessagePortMain } = require('./message-port-main');
const { livingContents } = require('./living-contents');
const { settleCall } = require('./renderer-calls');
const { ReplyChannel } = require('./reply-channel');
const { frameOf, lifeOf } = require('./web-contents');
const { meetNewcomers } = require('./web-contents-finder');
const { usedIpcOf } = require('./web-frame-main');
const { whenEnded } = require('./workers');

/** @typedef {import('../common/inbox').Delivery} Delivery */
/** @typedef {import('./web-contents').WebContents} WebContents */
/** @typedef {{ replyChannel: ReplyChannel, channel: string, returned: unknown }} Returned */

/**
 * Gives one envelope to those whom it concerns.
 *
 * @param {Delivery} delivery
 */
function dispatch(delivery) {
  if (delivery.kind === kinds.attached) return dispatchAttached(delivery);
  const contents = livingContents(delivery.peer);
  if (contents === undefined) return;
  switch (delivery.kind) {
    case kinds.send:
      return dispatchSend(contents, delivery);
    case kinds.sendSync:
      return dispatchSendSync(contents, delivery);
    case kinds.invoke:
      return dispatchInvoke(contents, delivery);
    case kinds.postMessage:
      return dispatchPostMessage(contents, delivery);
    case kinds.return:
      return settleCall(delivery.request, delivery.value);
    case kinds.detached:
      return dispatchDetached(contents, delivery);
    case kinds.said:
      return hearPresent(delivery);
  }
}

/** @param {Delivery} delivery */
function dispatchAttached({ peer, generation, value }) {
  meetNewcomers();
  const contents = livingContents(peer);
  if (contents !== undefined) lifeOf(contents).introduce(value.url, generation);
}

/** What the page of an earlier renderer has said is nothing any more. @param {Delivery} delivery */
function hearPresent({ peer, generation, value }) {
  if (generation === hub.endpoint.generationOf(peer)) hearPage(peer, value);
}

/**
 * @param {WebContents} contents
 * @param {Delivery} delivery
 */
function dispatchDetached(contents, { peer, generation }) {
  const thread = hub.endpoint.threadOf(peer);
  // A renderer that has made room for another is not missed; it may do so while this waits.
  const isPresent = () => generation === hub.endpoint.generationOf(peer);
  if (thread === null || !isPresent()) return;
  whenEnded(thread, (exit) => {
    if (isPresent()) lifeOf(contents).end(exit);
  });
}

/**
 * Frame, contents, ipcMain: the order in which they are asked (contract 4).
 *
 * @param {WebContents} contents
 */
function emittersFor(contents) {
  return [usedIpcOf(frameOf(contents)), contents.ipc, ipcMain];
}

// Arguments that cannot be read are null: it is an error to spread them, as in Electron (contract 8.4).

/**
 * @param {WebContents} contents
 * @param {Delivery} delivery
 */
function dispatchSend(contents, delivery) {
  const { channel, value: args } = delivery;
  const event = makeIpcMainEvent(contents, delivery, undefined, true);
  addReply(event);
  eventsOf(contents).add(event);
  if (mayHear(contents, 'ipc-message')) contents.emit('ipc-message', event, channel, ...args);
  const ofFrame = usedIpcOf(frameOf(contents));
  if (ofFrame !== undefined) ofFrame.emit(channel, event, ...args);
  if (mayHear(contents.ipc, channel)) contents.ipc.emit(channel, event, ...args);
  ipcMain.emit(channel, event, ...args);
}

/**
 * Whether emitting could have any effect: most messages have listeners in one of the three places. Not when
 * somebody has replaced `emit`, or nobody listens for an `error`, which makes `emit` throw.
 *
 * @param {any} emitter
 * @param {string} name
 */
function mayHear(emitter, name) {
  return hasListeners(emitter, name) || isObserved(emitter) || name === 'error';
}

/**
 * Quicker than `listenerCount`.
 *
 * @param {any} emitter
 * @param {string} name
 */
function hasListeners(emitter, name) {
  return emitter._events?.[name] !== undefined;
}

/**
 * @param {WebContents} contents
 * @param {Delivery} delivery
 */
function dispatchSendSync(contents, delivery) {
  const { channel, value: args } = delivery;
  const replyChannel = new ReplyChannel(delivery);
  const event = makeIpcMainEvent(contents, delivery, replyChannel, true);
  addReturnValue(event);
  addReply(event);
  const emitters = emittersFor(contents);
  const unheard =
    !hasListeners(contents, 'ipc-message-sync') &&
    emitters.every((emitter) => emitter === undefined || !hasListeners(emitter, channel));
  if (unheard) {
    console.warn(
      `WebContents #${contents.id} called ipcRenderer.sendSync() with '${channel}' channel without listeners.`,
    );
  }
  // Nobody is going to see the event, so nobody can answer.
  if (args === null) replyChannel.abandon();
  const events = eventsOf(contents);
  let heard = isObserved(contents);
  events.enter(event);
  try {
    heard = contents.emit('ipc-message-sync', event, channel, ...args) || heard;
    for (const emitter of emitters) {
      if (emitter === undefined || !mayHear(emitter, channel)) continue;
      heard ||= isHeard(emitter, channel);
      emitter.emit(channel, event, ...args);
    }
  } catch (error) {
    // Whoever has thrown has seen the event.
    heard = true;
    throw error;
  } finally {
    // Nobody has seen the event, so nobody can answer: the renderer need not wait for the collector.
    if (heard) replyChannel.watch();
    else replyChannel.abandon();
    events.leave(event, replyChannel.isSent);
  }
}

const resolved = Promise.resolve();

/**
 * @param {WebContents} contents
 * @param {Delivery} delivery
 */
function dispatchInvoke(contents, delivery) {
  const { channel, value: args } = delivery;
  const replyChannel = new ReplyChannel(delivery);
  const handler = handlerFor(contents, channel);
  const isListed = handler !== undefined && !isAsync(handler);
  const event = makeIpcMainEvent(contents, delivery, replyChannel, isListed);
  let returned;
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    returned = isListed ? eventsOf(contents).handle(event, handler, args) : handler(event, ...args);
  } catch (error) {
    return void fail(replyChannel, channel, error);
  }
  if (mayBeThenable(returned)) return void waitFor(replyChannel, channel, returned);
  // At the moment at which `await` would go on, and quicker.
  resolved.then(answerNext);
  // After that, which may fail: programs change promises.
  returnedNow.push({ replyChannel, channel, returned });
}

/** What handlers have returned that is no promise, in the order of returning. @type {Queue<Returned>} */
const returnedNow = new Queue();

/** One function for all: V8 has to look for the code of each new one. */
function answerNext() {
  const { replyChannel, channel, returned } = /** @type {Returned} */ (returnedNow.shift());
  succeed(replyChannel, channel, returned);
}

/**
 * @param {ReplyChannel} replyChannel
 * @param {string} channel
 * @param {unknown} returned
 */
async function waitFor(replyChannel, channel, returned) {
  // Of what may never settle, only the collector will learn that.
  replyChannel.watch();
  let result;
  try {
    result = await Promise.resolve(returned);
  } catch (error) {
    return fail(replyChannel, channel, error);
  }
  succeed(replyChannel, channel, result);
}

/**
 * @param {ReplyChannel} replyChannel
 * @param {string} channel
 * @param {unknown} result
 */
function succeed(replyChannel, channel, result) {
  try {
    replyChannel.sendReply({ result }, true);
  } catch (error) {
    void fail(replyChannel, channel, error);
  }
}

/**
 * Sends the text of an error. What has no text, such as `null`, leaves the request unanswered, and
 * the attempt is an unhandled rejection (contract 5.5).
 *
 * @param {ReplyChannel} replyChannel
 * @param {string} channel
 * @param {any} error
 */
async function fail(replyChannel, channel, error) {
  console.error(`Error occurred in handler for '${channel}':`, error);
  try {
    replyChannel.sendReply({ error: error.toString() }, true);
  } finally {
    replyChannel.abandon();
  }
}

/**
 * @param {WebContents} contents
 * @param {string} channel
 * @returns {import('./invoke-handlers').Handler | undefined}
 */
function handlerFor(contents, channel) {
  const ofFrame = usedIpcOf(frameOf(contents))?._invokeHandlers;
  if (ofFrame?.has(channel)) return ofFrame.get(channel);
  const ofContents = contents.ipc._invokeHandlers;
  const isOwn = ofContents.size > 0 && ofContents.has(channel);
  return (isOwn ? ofContents : ipcMain._invokeHandlers).get(channel);
}

/**
 * @param {WebContents} contents
 * @param {Delivery} delivery
 */
function dispatchPostMessage(contents, delivery) {
  const ports = hub.takePorts(delivery);
  const message = delivery.value;
  const event = makeIpcMainEvent(contents, delivery);
  event.ports = ports.map((port) => new MessagePortMain(port));
  for (const emitter of emittersFor(contents)) emitter?.emit(delivery.channel, event, message);
}

module.exports = { dispatch };
