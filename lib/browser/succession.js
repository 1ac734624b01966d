// @ts-check
'use strict';

const { FrameEvents } = require('./frame-events');
const { hub } = require('./hub');
const { processes } = require('./living-contents');

/** @typedef {import('./web-contents').WebContents} WebContents */

/** A renderer has one frame, so its number within the renderer is always the same. */
const ROUTING_ID = 1;

/**
 * The renderers that one contents has, one after the other. Each is a process to Electron's eyes, with a
 * number of its own, so that what was meant for one page never reaches the next.
 */
class Succession {
  #contents;
  #started = false;
  #generation = 1;
  /** Those that were replaced, by generation: their messages may still come. @type {Map<number, number>} */
  #earlier = new Map();
  /** @type {string | undefined} */
  #token;
  /** By which the native side knows all of them. */
  peer;
  /** The number of the one that gets what is sent. */
  processId;
  /** What the last one that has come runs. */
  url = '';
  /** Whether the present one has crashed, or there will be no other. */
  isGone = false;
  /** Of what the present one has sent. */
  events = new FrameEvents();

  /**
   * @param {WebContents} contents
   * @param {number} id that of the contents, which is also the number of their first renderer
   */
  constructor(contents, id) {
    this.#contents = contents;
    this.peer = id;
    this.processId = id;
    processes.set(id, contents);
  }

  /** A text that no other renderer has. */
  get token() {
    // Loaded when it is first needed: it would be a good part of the time that an import takes.
    const { randomUUID } = require('node:crypto');
    this.#token ??= randomUUID().replaceAll('-', '').toUpperCase();
    return this.#token;
  }

  /** The number for a renderer that is about to be started. */
  nextProcessId() {
    if (!this.#started) return this.processId;
    // Numbers of renderers and of contents are of one kind, unique in the process and never reused.
    const id = hub.endpoint.reserve(false);
    hub.endpoint.forget(id);
    return id;
  }

  /**
   * A renderer takes the place of the one before it.
   *
   * @param {number} processId from `nextProcessId`
   * @param {number} generation of its connection
   */
  begin(processId, generation) {
    this.#started = true;
    if (processId === this.processId) return;
    this.events.lose();
    this.#earlier.set(this.#generation, this.processId);
    processes.delete(this.processId);
    processes.set(processId, this.#contents);
    this.#generation = generation;
    this.#token = undefined;
    this.processId = processId;
  }

  /**
   * Whether this is the connection of the present renderer.
   *
   * @param {number} generation
   */
  isPresent(generation) {
    return generation === this.#generation;
  }

  /**
   * @param {number} generation
   * @returns {number} 0, which is nobody's, for one that is long gone
   */
  processIdOf(generation) {
    if (generation === this.#generation) return this.processId;
    return this.#earlier.get(generation) ?? 0;
  }

  /**
   * The present renderer has come, so all that those before it have sent has come, too.
   *
   * @param {string} url
   * @returns {number[]} their numbers
   */
  commit(url) {
    this.url = url;
    const gone = [...this.#earlier.values()];
    this.#earlier.clear();
    return gone;
  }

  /** The numbers of all that may still have something open. */
  all() {
    return [...this.#earlier.values(), this.processId];
  }

  /** The present one has crashed. */
  lose() {
    this.isGone = true;
    this.events.lose();
  }

  /** There will be no other. */
  end() {
    this.lose();
    processes.delete(this.processId);
  }
}

module.exports = { ROUTING_ID, Succession };
