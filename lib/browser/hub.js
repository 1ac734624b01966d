// @ts-check
'use strict';

const binding = require('../common/binding');
const { bequeath } = require('../common/inheritance');
const { KeepAlive } = require('../common/keep-alive');

/** @typedef {import('../../binding').Delivery} Delivery */

/** What this thread has as a main: its native endpoint and the delivery of what arrives there. */
class Hub {
  #endpoint = new binding.MainEndpoint();
  #active = false;
  #queued = new KeepAlive();
  /** @type {(delivery: Delivery) => void} */
  #dispatch = () => {};
  /** @type {{ peer: number, expectDelivery: () => void } | undefined} */
  #local;

  get endpoint() {
    return this.#endpoint;
  }

  /** @param {(delivery: Delivery) => void} dispatch */
  set dispatch(dispatch) {
    this.#dispatch = dispatch;
  }

  /** Makes this thread a main: messages are delivered, and Workers started from now on find it. */
  activate() {
    if (this.#active) return;
    this.#active = true;
    this.#endpoint.open(() => this.#deliver());
    bequeath(this.#endpoint.id);
  }

  /**
   * A renderer in this very thread has no event loop of its own that would outlive the script.
   *
   * @param {number} peer
   * @param {() => void} expectDelivery called when something was queued for it
   */
  attachLocal(peer, expectDelivery) {
    this.#local = { peer, expectDelivery };
  }

  /** Keeps the thread alive until what was queued here from this very thread is delivered. */
  expectDelivery() {
    this.#queued.set(true);
  }

  /**
   * @param {number} peer
   * @param {string} channel
   * @param {Uint8Array} payload
   */
  send(peer, channel, payload) {
    if (this.#endpoint.send(peer, channel, payload) && peer === this.#local?.peer) {
      this.#local.expectDelivery();
    }
  }

  /** Delivers one message; the doorbell calls this once for each, as a task of its own. */
  #deliver() {
    const delivery = this.#endpoint.take();
    this.#queued.set(delivery !== null && delivery.remaining > 0);
    if (delivery !== null) this.#dispatch(delivery);
  }

  /**
   * Dispatches what one renderer has queued, up to and including one of its requests, before this
   * returns. A listener that throws is an uncaught exception, but not here.
   *
   * @param {number} peer
   * @param {number} request
   */
  dispatchUpTo(peer, request) {
    for (;;) {
      const delivery = this.#endpoint.take(peer);
      if (delivery === null) return;
      try {
        this.#dispatch(delivery);
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
      if (delivery.request === request) return;
    }
  }
}

module.exports = { hub: new Hub() };
