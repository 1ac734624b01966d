// Contract 8.2, 8.7, 8.8 and 18, cases 246, 247, 252 and 256 to 258: Errors as values, and refusals.

import { afterEach, describe, it } from 'node:test';
import { clearMain } from './support/main.mjs';
import { crosses, refused } from './support/routes.mjs';

afterEach(clearMain);

describe('values that are refused', () => {
  it('246 what cannot be cloned is refused in one and the same way (fault 97)', async (t) => {
    await refused(t, () => ({
      function: () => {},
      class: class {},
      symbol: Symbol('s'),
      promise: Promise.resolve(),
      weakMap: new WeakMap(),
      weakSet: new WeakSet(),
      weakRef: new WeakRef({}),
      proxy: new Proxy({ a: 1 }, {}),
      generator: (function* () {})(),
      arguments: (function () {
        return arguments;
      })(),
      mapIterator: new Map([[1, 2]]).entries(),
      arrayIterator: [1].values(),
      method: { toJSON() {} },
    }));
  });

  it('246 so is an object that has one of them inside', async (t) => {
    await refused(t, () => ({
      inObject: { deep: { inside: () => {} } },
      inArray: [1, [Symbol('s')]],
      inMap: new Map([[{}, Promise.resolve()]]),
      inSet: new Set([new WeakMap()]),
    }));
  });

  it('247 so is a boxed symbol', async (t) => {
    await refused(t, () => ({ boxed: Object(Symbol('s')) }));
  });

  it('252 so is a detached ArrayBuffer (fault 100)', async (t) => {
    await refused(t, () => {
      const buffer = new ArrayBuffer(8);
      const view = new Uint8Array(buffer);
      structuredClone(buffer, { transfer: [buffer] });
      return { buffer, view };
    });
  });

  it('256 so is an Error with a cause that cannot be cloned', async (t) => {
    await refused(t, () => ({ caused: new Error('m', { cause: () => {} }) }));
  });

  it('258 so is an object that is nested too deep (fault 101)', async (t) => {
    await refused(t, () => {
      let deep = {};
      for (let level = 0; level < 20_000; level++) deep = { deep };
      return { deep };
    });
  });
});

describe('Errors', () => {
  it('256 the name decides which class of Error arrives', async (t) => {
    const make = () => {
      class MyError extends RangeError {
        name = 'MyError';
        extra = 1;
      }
      return {
        natives: [
          Error,
          EvalError,
          RangeError,
          ReferenceError,
          SyntaxError,
          TypeError,
          URIError,
        ].map((NativeError) => new NativeError('m')),
        renamed: Object.assign(new Error('m'), { name: 'RangeError' }),
        custom: new MyError('m'),
        unnamed: Object.assign(new TypeError('m'), { name: 'Other', code: 'E_CODE' }),
        subclass: new (class extends TypeError {})('m'),
      };
    };
    await crosses(t, make, ({ natives, renamed, custom, unnamed, subclass }, assert) => {
      const classOf = (error) => Object.getPrototypeOf(error);
      const natural = [
        Error,
        EvalError,
        RangeError,
        ReferenceError,
        SyntaxError,
        TypeError,
        URIError,
      ];
      assert.deepEqual(
        natives.map(classOf),
        natural.map((NativeError) => NativeError.prototype),
      );
      assert.equal(classOf(renamed), RangeError.prototype);
      assert.equal(classOf(subclass), TypeError.prototype);
      for (const error of [custom, unnamed]) {
        assert.equal(classOf(error), Error.prototype);
        assert.deepEqual([error.name, error.message], ['Error', 'm']);
        assert.deepEqual(Object.keys(error), []);
        assert.equal('code' in error || 'extra' in error, false);
      }
    });
  });

  it('256 message, stack and cause arrive, nothing else (fault 113)', async (t) => {
    const make = () => {
      const whole = new Error('whole', { cause: new TypeError('inner', { cause: { code: 1 } }) });
      return {
        whole,
        stack: whole.stack,
        coerced: Object.assign(new Error('before'), { message: 5 }),
        missing: new Error(),
        accessor: Object.defineProperty(new Error('m'), 'message', { get: () => 'by a getter' }),
        aggregate: new AggregateError([new Error('one')], 'all'),
      };
    };
    await crosses(t, make, (value, assert) => {
      const { whole, stack } = value;
      assert.deepEqual([whole.message, whole.stack], ['whole', stack]);
      assert.ok(whole.cause instanceof TypeError);
      assert.equal(whole.cause.message, 'inner');
      assert.deepEqual(whole.cause.cause, { code: 1 });
      assert.equal(value.coerced.message, '5');
      assert.equal(Object.hasOwn(value.missing, 'message'), false);
      assert.equal(Object.hasOwn(value.missing, 'cause'), false);
      assert.equal(Object.hasOwn(value.accessor, 'message'), false);
      assert.equal(Object.getPrototypeOf(value.aggregate), Error.prototype);
      assert.equal(value.aggregate.message, 'all');
      assert.equal('errors' in value.aggregate, false);
    });
  });

  const skip = process.versions.v8.startsWith('11.') && 'V8 11 cannot read such an Error';
  it('257 an Error can be its own cause', { skip }, async (t) => {
    const make = () => {
      const error = new Error('m');
      error.cause = error;
      return error;
    };
    await crosses(t, make, (error, assert) => assert.equal(error.cause, error));
  });
});
