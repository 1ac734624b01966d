// Contract 8 and 18, cases 239 to 247, 259, 260 and 263: plain values.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { firstMessage } from './support/exchange.mjs';
import { clearMain } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';
import { crosses } from './support/routes.mjs';

afterEach(clearMain);

describe('plain values', () => {
  it('239 numbers, BigInts and undefined keep their value (fault 111)', async (t) => {
    await crosses(t, () => ({
      numbers: [0, -0, NaN, Infinity, -Infinity, 2 ** 53, 5e-324, -1.5],
      bigs: [0n, 2n ** 53n + 1n, -(2n ** 70n), 2n ** 4000n],
      nothing: [undefined, null, { undefined: undefined }],
      booleans: [true, false],
    }));
  });

  it('239 undefined and -0 cross by themselves', async (t) => {
    await crosses(t, () => undefined);
    await crosses(t, () => -0);
  });

  it('240 an invalid Date stays invalid and a RegExp starts over (fault 111)', async (t) => {
    const make = () => ({
      invalid: new Date(NaN),
      stamped: Object.assign(new Date(1234567890123), { expando: 1 }),
      pattern: Object.assign(/a+/giu, { lastIndex: 3, expando: 1 }),
    });
    await crosses(t, make, ({ invalid, stamped, pattern }, assert) => {
      assert.ok(invalid instanceof Date);
      assert.ok(Number.isNaN(invalid.getTime()));
      assert.deepEqual(stamped, new Date(1234567890123));
      assert.ok(pattern instanceof RegExp);
      assert.deepEqual([pattern.source, pattern.flags, pattern.lastIndex], ['a+', 'giu', 0]);
      assert.equal('expando' in pattern, false);
    });
  });

  it('241 arrays keep their holes, length and further keys, but not their class (fault 115)', async (t) => {
    const make = () => {
      class List extends Array {}
      const holey = [1, 2, 3];
      delete holey[1];
      const empty = [];
      empty.length = 2;
      const sparse = [];
      sparse[999_999] = 'last';
      const expando = Object.assign([1], { key: 'kept' });
      return { holey, empty, sparse, expando, list: List.from([1, 2]) };
    };
    await crosses(t, make, ({ holey, empty, sparse, expando, list }, assert) => {
      assert.deepEqual([1 in holey, holey.length, holey[2]], [false, 3, 3]);
      assert.deepEqual([empty.length, Object.keys(empty)], [2, []]);
      assert.deepEqual([sparse.length, Object.keys(sparse)], [1_000_000, ['999999']]);
      assert.deepEqual([expando[0], expando.key], [1, 'kept']);
      assert.deepEqual(list, [1, 2]);
      assert.equal(Object.getPrototypeOf(list), Array.prototype);
    });
  });

  it('242 Map and Set keep keys, order and cycles, but not their class', async (t) => {
    const make = () => {
      class Table extends Map {}
      const key = { key: true };
      const map = new Map([[key, 'by object']]);
      map.set('self', map).set(NaN, 0);
      const set = new Set([3, key, 1]);
      set.add(set);
      map.expando = 1;
      set.expando = 1;
      return { key, map, set, table: new Table([[1, 2]]) };
    };
    await crosses(t, make, ({ key, map, set, table }, assert) => {
      assert.equal(map.get(key), 'by object');
      assert.equal(map.get('self'), map);
      assert.equal(map.get(NaN), 0);
      assert.deepEqual([...map.keys()], [key, 'self', NaN]);
      assert.deepEqual([...set].slice(0, 3), [3, key, 1]);
      assert.ok(set.has(set));
      assert.deepEqual(['expando' in map, 'expando' in set], [false, false]);
      assert.deepEqual(table, new Map([[1, 2]]));
      assert.equal(Object.getPrototypeOf(table), Map.prototype);
    });
  });

  it('243 of an object only its own enumerable string keys cross (fault 113)', async (t) => {
    const make = () => {
      class Point {
        #secret = 1;
        x = 1;
        get y() {
          return this.#secret;
        }
      }
      return {
        point: new Point(),
        getter: Object.defineProperty({}, 'a', { get: () => 'got', enumerable: true }),
        bare: Object.assign(Object.create(null), { a: 1 }),
        frozen: Object.freeze({ a: 1 }),
        symbols: { [Symbol('dropped')]: 1, kept: 2 },
        hidden: Object.defineProperty({ seen: 1 }, 'hidden', { value: 2 }),
        proto: Object.defineProperty({}, '__proto__', { value: { a: 1 }, enumerable: true }),
        order: { b: 1, 2: 1, a: 1, 1: 1 },
      };
    };
    await crosses(t, make, (value, assert) => {
      assert.deepEqual(value.point, { x: 1 });
      assert.equal(Object.getOwnPropertyDescriptor(value.getter, 'a').value, 'got');
      assert.deepEqual(value.bare, { a: 1 });
      assert.equal(Object.getPrototypeOf(value.bare), Object.prototype);
      assert.equal(Object.isExtensible(value.frozen), true);
      assert.equal(Reflect.set(value.frozen, 'a', 2), true);
      assert.deepEqual(Reflect.ownKeys(value.symbols), ['kept']);
      assert.deepEqual(Reflect.ownKeys(value.hidden), ['seen']);
      assert.deepEqual(Object.getOwnPropertyDescriptor(value.proto, '__proto__').value, { a: 1 });
      assert.equal(Object.getPrototypeOf(value.proto), Object.prototype);
      assert.deepEqual(Object.keys(value.order), ['1', '2', 'b', 'a']);
    });
  });

  it('245 an object is read once, as it is when it is reached', async (t) => {
    const make = () => {
      let reads = 0;
      const shared = {
        get count() {
          return ++reads;
        },
      };
      const changing = {
        get first() {
          delete changing.removed;
          changing.added = true;
          return 1;
        },
        removed: 2,
        last: 3,
      };
      return [shared, shared, changing];
    };
    await crosses(t, make, ([first, second, changing], assert) => {
      assert.equal(first, second);
      assert.deepEqual(first, { count: 1 });
      assert.deepEqual(changing, { first: 1, last: 3 });
    });
  });

  it('247 boxed primitives stay boxed', async (t) => {
    await crosses(
      t,
      () => [true, -0, 'text', 2n ** 70n].map(Object),
      (boxes, assert) => {
        assert.deepEqual(
          boxes.map((box) => typeof box),
          ['object', 'object', 'object', 'object'],
        );
        assert.deepEqual(
          boxes.map((box) => box.valueOf()),
          [true, -0, 'text', 2n ** 70n],
        );
      },
    );
  });

  it('259 identity holds within one message and not beyond it (fault 102)', async (t) => {
    const [, first, second, list] = await firstMessage(t, ({ ipcRenderer }) => {
      const object = {};
      ipcRenderer.send('test', object, object, [object]);
    });
    assert.equal(first, second);
    assert.equal(first, list[0]);

    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      const seen = [];
      ipcRenderer.on('test', (_event, one, other) => {
        seen.push(one);
        if (seen.length === 2) report([one === other, seen[0] === seen[1]]);
      });
    });
    const object = {};
    contents.send('test', object, object);
    contents.send('test', object, object);
    assert.deepEqual(await reported(), [true, false]);
  });

  it('260 strings arrive exactly, whatever is in them (fault 111)', async (t) => {
    await crosses(t, () => [
      '',
      'plain',
      'd\u00e9j\u00e0',
      '\u{1f600}',
      '\ud800 lone \udc00',
      'nul\0nul',
      '\u2028\ufeff',
    ]);
  });

  it('263 nothing is done as JSON does it', async (t) => {
    const make = () => {
      class Money {
        amount = 5;
        toJSON() {
          return 'as JSON';
        }
      }
      return { money: new Money(), missing: undefined, date: new Date(0), list: [undefined, NaN] };
    };
    await crosses(t, make, (value, assert) => {
      assert.deepEqual(value, {
        money: { amount: 5 },
        missing: undefined,
        date: new Date(0),
        list: [undefined, NaN],
      });
    });
  });
});
