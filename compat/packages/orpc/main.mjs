import assert from 'node:assert/strict';
import { ORPCError, os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain } from 'electron';
import support from '../../support/scenario.cjs';

const { inWindow, openWindow, scenario, until } = support;

let endless = 0;
const router = {
  echo: os.handler(({ input }) => input),
  boom: os.handler(() => {
    throw new ORPCError('NOT_FOUND', { message: 'gone' });
  }),
  ticks: os.handler(async function* () {
    for (let n = 0; n < 3; n++) yield n;
  }),
  endless: os.handler(async function* () {
    try {
      for (;;) {
        yield endless++;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      endless = -1;
    }
  }),
};
const handler = new RPCHandler(router);
let closed = 0;
ipcMain.on('start-orpc', ({ ports: [port] }) => {
  port.on('close', () => closed++);
  handler.upgrade(port);
  port.start();
});

let window;

scenario({
  'a call brings back what it was given': async () => {
    window = await openWindow();
    const seen = await inWindow(window, async () => {
      const { ipcRenderer } = require('electron');
      const { RPCLink } = await import('@orpc/client/message-port');
      const { createORPCClient } = await import('@orpc/client');
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage('start-orpc', null, [port2]);
      const link = new RPCLink({ port: port1 });
      port1.start();
      globalThis.client = createORPCClient(link);
      const { d, s, b } = await globalThis.client.echo({
        d: new Date(0),
        s: new Set([1]),
        b: 10n,
      });
      return [d instanceof Date && d.getTime(), s instanceof Set && [...s], b];
    });
    assert.deepEqual(seen, [0, [1], 10n]);
  },
  'an error keeps its code': async () => {
    const seen = await inWindow(window, () =>
      globalThis.client.boom().catch(({ code, message }) => [code, message]),
    );
    assert.deepEqual(seen, ['NOT_FOUND', 'gone']);
  },
  'a stream': async () => {
    const seen = await inWindow(window, async () => {
      const all = [];
      for await (const n of await globalThis.client.ticks()) all.push(n);
      return all;
    });
    assert.deepEqual(seen, [0, 1, 2]);
  },
  'a window destroyed in mid-stream closes the port of main': async () => {
    await inWindow(window, async () => {
      const stream = await globalThis.client.endless();
      await stream.next();
      await stream.next();
    });
    assert.equal(closed, 0);
    window.destroy();
    await until(() => closed === 1 && endless === -1);
  },
});
