// @ts-check
'use strict';

const { emit } = require('./emit');
const { Event } = require('./event');

/** @typedef {import('./browser-window').BrowserWindow} BrowserWindow */
/** @typedef {'maximized' | 'minimized' | 'fullScreen'} State */

/** What each state says when it begins and ends. @type {Record<State, [string, string]>} */
const events = {
  maximized: ['maximize', 'unmaximize'],
  minimized: ['minimize', 'restore'],
  fullScreen: ['enter-full-screen', 'leave-full-screen'],
};

/** Which states a window is in. There is no screen: they are records. */
class WindowStates {
  #window;
  /** @type {Set<State>} */
  #states = new Set();

  /** @param {BrowserWindow} window */
  constructor(window) {
    this.#window = window;
  }

  /** @param {State} state */
  has(state) {
    return this.#states.has(state);
  }

  /**
   * @param {State} state
   * @param {boolean} wanted
   */
  set(state, wanted) {
    if (this.#states.has(state) === wanted) return;
    if (wanted) this.#states.add(state);
    else this.#states.delete(state);
    emit(this.#window, events[state][wanted ? 0 : 1], new Event());
  }
}

module.exports = { WindowStates };
