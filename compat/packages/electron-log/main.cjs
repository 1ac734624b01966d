'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const log = require('electron-log/main');
const { inWindow, openWindow, scenario, until } = require('../../support/scenario.cjs');

const seen = [];

log.initialize({ spyRendererConsole: true });
log.transports.console.level = false;
log.transports.file.level = false;
log.hooks.push((message) => {
  const { level, scope, data, variables } = message;
  seen.push({ level, scope, data, processType: variables?.processType });
  return message;
});

/** @type {any} */
let window;

scenario({
  'a window without a preload logs through the injected one': async () => {
    window = await openWindow();
    await inWindow(window, () => {
      globalThis.log = require('electron-log/renderer');
      globalThis.log.transports.console.level = false;
      globalThis.log.info('hi', { a: new Map([[1, 2]]), d: new Date(0), f() {} });
      globalThis.log.scope('net').warn('w');
    });
    await until(() => seen.length >= 2);
    assert.equal(seen.length, 2);
    const [first, second] = seen;
    assert.deepEqual(
      [first.level, first.scope, first.processType],
      ['info', undefined, 'renderer'],
    );
    assert.equal(first.data[0], 'hi');
    assert.ok(first.data[1].a instanceof Map);
    assert.equal(first.data[1].a.get(1), 2);
    assert.equal(first.data[1].d, '1970-01-01T00:00:00.000Z');
    assert.deepEqual(
      [second.level, second.scope, second.processType, second.data],
      ['warn', 'net', 'renderer', ['w']],
    );
  },
  'order holds over many messages': async () => {
    seen.length = 0;
    await inWindow(window, () => {
      for (let n = 0; n < 200; n++) globalThis.log.debug(n);
    });
    await until(() => seen.length >= 200);
    assert.deepEqual(
      seen.map(({ data }) => data[0]),
      Array.from({ length: 200 }, (_, n) => n),
    );
  },
  'the console of a renderer is heard': async () => {
    seen.length = 0;
    await inWindow(window, () => console.warn('said %s', 'loud'));
    await until(() => seen.length >= 1);
    const [{ level, data, processType }] = seen;
    assert.deepEqual([level, data, processType], ['warn', ['said %s loud'], 'renderer']);
  },
  'an error of a renderer is caught': async () => {
    seen.length = 0;
    await inWindow(window, () => {
      globalThis.log.errorHandler.startCatching({ showDialog: false });
      setTimeout(() => {
        throw new RangeError('late');
      });
    });
    await until(() => seen.some(({ data }) => /late/.test(String(data[0]?.message ?? data))));
  },
  'main writes the file of its own folder': async () => {
    log.transports.file.level = 'info';
    log.info('written');
    const { path } = log.transports.file.getFile();
    assert.ok(path.startsWith(require('electron').app.getPath('logs')), path);
    assert.match(readFileSync(path, 'utf8'), /written/);
  },
});
