// Contract 1.1 and 18, case 8: what ipcMain does is what a Node emitter does, operation by operation.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { makePlan, names, runPlan } from './support/emitter-world.mjs';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

function plainEmitter() {
  const emitter = new EventEmitter();
  emitter.on('error', () => {});
  return emitter;
}

/** Compares both at the first operation where they differ, if any. */
function compare(seed, options) {
  const plan = makePlan(seed, options);
  const [actual, expected] = [new ipcMain.constructor(), plainEmitter()].map((emitter) => {
    // So many listeners are no leak here.
    emitter.setMaxListeners(0);
    return runPlan(emitter, plan);
  });
  for (const [step, { kind, name }] of plan.operations.entries()) {
    const [one, other] = [actual[step], expected[step]];
    const at = other.findIndex(
      (part, index) => JSON.stringify(part) !== JSON.stringify(one[index]),
    );
    const where = `seed ${seed}, operation ${step}: ${kind} ${String(name)}`;
    // What led to the first difference, and the difference.
    assert.deepEqual(one.slice(0, at + 1), other.slice(0, at + 1), where);
    assert.equal(one.length, other.length, where);
  }
}

function compareAll(options) {
  for (const seed of SEEDS) compare(seed, options);
}

describe('random operations on ipcMain and on a Node emitter', () => {
  it('8 adding, removing and emitting', () => {
    compareAll({ count: 400, names, nested: false });
  });

  it("8 with listeners for 'newListener' and 'removeListener'", () => {
    compareAll({ count: 400, names: [...names, 'newListener', 'removeListener'], nested: false });
  });

  it('8 with listeners that change the emitter while it emits (fault 67)', () => {
    compareAll({ count: 400, names, nested: true });
  });

  it('8 few names, so that the lists are long', () => {
    compareAll({ count: 400, names: ['a', 'error'], nested: true });
  });

  it("8 with listeners for 'newListener' and 'removeListener' that change the emitter", () => {
    const few = ['a', 'b', 'newListener', 'removeListener'];
    compareAll({ count: 400, names: few, nested: true });
  });
});
