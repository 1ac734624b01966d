// @ts-check
'use strict';

const { serialize } = require('../common/clone');
const { hub } = require('./hub');

/** Who asked, and which of its requests; all that an answer needs. */
/** @typedef {{ peer: number, generation: number, request: number }} Request */

const neverSent = serialize({ error: 'reply was never sent' });

/** @param {Request} request */
function answerNeverSent({ peer, generation, request }) {
  hub.endpoint.reply(peer, generation, request, neverSent);
}

/** Answers the requests whose reply channel was collected, because nobody can do it any more. */
const collected = new FinalizationRegistry(answerNeverSent);

/** What an event answers through; the object behind `event._replyChannel` (contract 3.1, 3.5). */
class ReplyChannel {
  #request;
  #sent = false;

  /** @param {Request} request */
  constructor(request) {
    this.#request = request;
    collected.register(this, request, this);
  }

  /**
   * Answers, once. What comes after the first answer is not even serialized.
   *
   * @param {unknown} value
   * @returns {boolean} whether this was the answer
   * @throws `An object could not be cloned.`; another answer can be given then
   */
  sendReply(value) {
    if (this.#sent) return false;
    const payload = serialize(value);
    // A getter of the value may have answered meanwhile.
    if (this.#sent) return false;
    this.#end();
    const { peer, generation, request } = this.#request;
    return hub.endpoint.reply(peer, generation, request, payload);
  }

  /** Says that no answer will come, where that is certain before the garbage collector finds out. */
  abandon() {
    if (this.#sent) return;
    this.#end();
    answerNeverSent(this.#request);
  }

  #end() {
    this.#sent = true;
    collected.unregister(this);
  }
}

module.exports = { ReplyChannel };
