// @ts-check
'use strict';

const { kinds } = require('../common/message-kinds');
const { deserialize, serialize } = require('../common/codec/raw-serializer');
const { writeArguments, writeValue } = require('../common/outbox');
const { hub } = require('./hub');

/**
 * Who asked, and which of its requests; all that an answer needs.
 *
 * @typedef {import('../common/inbox').Delivery} Request
 */

/**
 * @param {Request} request
 * @param {any} value
 * @param {boolean} isOwn whether the package has made it
 */
function answer(request, value, isOwn) {
  if (request.kind !== kinds.invoke) return hub.reply(request, writeValue('', value));
  return hub.reply(request, isOwn ? writeReply(value) : writeForeignReply(value));
}

/**
 * An invoke is answered with a list, because its two keys are always the same.
 *
 * @param {any} reply
 */
function writeReply({ error, result }) {
  return writeArguments('', [error, result]);
}

/**
 * Programs answer an invoke through `event._replyChannel` as well. All of what they give is cloned, as in
 * Electron, though only two keys of it are used; the renderer cannot take `null` apart, and says so.
 *
 * @param {unknown} value
 */
function writeForeignReply(value) {
  const whole = deserialize(serialize(value));
  return whole === undefined || whole === null ? writeValue('', null) : writeReply(whole);
}

/** @param {Request} request */
function answerNeverSent(request) {
  answer(request, { error: 'reply was never sent' }, true);
}

/** Answers the requests whose reply channel was collected, because nobody can do it any more. */
const collected = new FinalizationRegistry(answerNeverSent);

/** What an event answers through; the object behind `event._replyChannel` (contract 3.1, 3.5). */
class ReplyChannel {
  /** @type {Request} */
  #request;
  #sent = false;
  #watched = false;

  /** @param {Request} request its arguments are not kept: whoever dispatches has them */
  constructor(request) {
    request.value = undefined;
    this.#request = request;
  }

  /** Whether it has answered. */
  get isSent() {
    return this.#sent;
  }

  /** From now on the collector says that no answer will come. Before, whoever dispatches holds the event. */
  watch() {
    if (this.#sent || this.#watched) return;
    this.#watched = true;
    collected.register(this, this.#request, this);
  }

  /**
   * Answers, once. What comes after the first answer is not even serialized.
   *
   * @param {unknown} value
   * @param {boolean} isOwn whether it is the package's own, of which all keys are known
   * @returns {boolean} whether this was the answer
   * @throws `An object could not be cloned.`; another answer can be given then
   */
  sendReply(value, isOwn = false) {
    if (this.#sent) return false;
    const sent = answer(this.#request, value, isOwn);
    this.#end();
    return sent;
  }

  /** Says that no answer will come, where that is certain before the garbage collector finds out. */
  abandon() {
    if (this.#sent) return;
    this.#end();
    answerNeverSent(this.#request);
  }

  #end() {
    this.#sent = true;
    if (this.#watched) collected.unregister(this);
  }
}

module.exports = { ReplyChannel };
