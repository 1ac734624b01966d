// Fault 90: a renderer that floods keeps neither other renderers nor timers and sockets from their turn. What is
// counted is messages, not time.

import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { ipcMain } from 'ipcmain';
import { clearMain, nextMessage } from './support/main.mjs';
import { startRenderer } from './support/renderer.mjs';

afterEach(clearMain);

/** How many messages of others may come before the one that has its turn: what main had taken already. */
const AHEAD = 2000;

const sharedNumber = () => new Int32Array(new SharedArrayBuffer(4));

/** Sends without end, as much as finds room, until main says that it is enough; then says how much that was. */
const floods = ({ ipcRenderer, data: enough }) => {
  ipcRenderer.on('stay', () => {});
  let sent = 0;
  const send = (channel) => {
    try {
      ipcRenderer.send(channel, sent);
      return true;
    } catch (error) {
      if (error.code !== 'ERR_IPC_BACKPRESSURE') throw error;
      return false;
    }
  };
  const more = () => {
    for (let burst = 0; burst < 20_000; burst++) if (send('flood')) sent++;
    if (Atomics.load(enough, 0) === 0 || !send('flooded')) setImmediate(more);
  };
  more();
};

describe('a renderer that floods', () => {
  it('fault 90: what another one sends after 50,000 messages does not wait for them', async (t) => {
    const turn = sharedNumber();
    let flood = 0;
    const ready = [nextMessage(ipcMain, 'ready 1'), nextMessage(ipcMain, 'ready 2')];
    const others = ({ ipcRenderer, data: { turn, number } }) => {
      ipcRenderer.on('go', () => {
        while (Atomics.load(turn, 0) < number) Atomics.wait(turn, 0, number - 1);
        if (number === 1) for (let n = 0; n < 50_000; n++) ipcRenderer.send('flood', n);
        else for (let n = 0; n < 3; n++) ipcRenderer.send('other', n);
        Atomics.add(turn, 0, 1);
        Atomics.notify(turn, 0);
      });
      ipcRenderer.send(`ready ${number}`);
    };
    const [one, two] = [1, 2].map((number) => startRenderer(t, others, { data: { turn, number } }));
    await Promise.all(ready);
    const ordered = [];
    ipcMain.on('flood', (_event, n) => {
      if (n !== flood++) ordered.push(n);
    });
    const came = [];
    const last = new Promise((resolve) => {
      ipcMain.on('other', (_event, n) => {
        came.push([n, flood]);
        if (n === 2) resolve();
      });
    });
    for (const { contents } of [one, two]) contents.send('go');
    // Main sleeps until both have sent everything.
    Atomics.store(turn, 0, 1);
    Atomics.notify(turn, 0);
    for (let now = 1; now < 3; now = Atomics.load(turn, 0)) Atomics.wait(turn, 0, now);
    await last;
    assert.deepEqual(
      came.map(([n]) => n),
      [0, 1, 2],
    );
    for (const [, before] of came) assert.ok(before <= AHEAD, `after ${before} messages`);
    while (flood < 50_000) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(ordered, []);
  });

  it('fault 90: the sendSync and the invoke of another one are answered between its messages', async (t) => {
    const enough = sharedNumber();
    const flooded = nextMessage(ipcMain, 'flooded');
    let flood = 0;
    const waited = [];
    ipcMain.on('flood', () => flood++);
    ipcMain.on('ask', (event) => (event.returnValue = flood));
    ipcMain.handle('ask', () => flood);
    ipcMain.on('asked', (_event, before, at) => waited.push(at - before));
    const first = nextMessage(ipcMain, 'flood');
    startRenderer(t, floods, { data: enough });
    await first;
    const done = nextMessage(ipcMain, 'done');
    startRenderer(t, async ({ ipcRenderer }) => {
      for (let n = 0; n < 50; n++) {
        // The request is sent just after the answer before it was given.
        const before = ipcRenderer.sendSync('ask');
        ipcRenderer.send('asked', before, ipcRenderer.sendSync('ask'));
        ipcRenderer.send('asked', before, await ipcRenderer.invoke('ask'));
      }
      ipcRenderer.send('done');
    });
    await done;
    Atomics.store(enough, 0, 1);
    const [, sent] = await flooded;
    assert.equal(flood, sent);
    assert.equal(waited.length, 100);
    // While the other one wakes up, main goes on; that it is not a backlog is what matters.
    const typical = waited.toSorted((a, b) => a - b)[50];
    t.diagnostic(
      `${typical} of ${sent} messages between two requests, at most ${Math.max(...waited)}`,
    );
    assert.ok(typical <= AHEAD, `${typical} messages between two requests`);
  });

  it('fault 90: immediates, timers and a socket of main have their turn', async (t) => {
    const enough = sharedNumber();
    let flood = 0;
    ipcMain.on('flood', () => flood++);
    const flooded = nextMessage(ipcMain, 'flooded');
    const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect(server.address().port, '127.0.0.1');
    t.after(() => {
      socket.destroy();
      server.close();
    });
    await once(socket, 'connect');
    const first = nextMessage(ipcMain, 'flood');
    startRenderer(t, floods, { data: enough });
    await first;
    const turns = { immediate: [], timer: [], socket: [] };
    const count = (what, next) => {
      turns[what].push(flood);
      if (turns[what].length < 30) next();
      else if (Object.values(turns).every(({ length }) => length === 30)) {
        Atomics.store(enough, 0, 1);
      }
    };
    const immediate = () => setImmediate(() => count('immediate', immediate));
    const timer = () => setTimeout(() => count('timer', timer), 1);
    const echo = () => socket.write('x');
    socket.on('data', () => count('socket', echo));
    immediate();
    timer();
    echo();
    const [, sent] = await flooded;
    assert.equal(flood, sent);
    for (const [what, at] of Object.entries(turns)) {
      const gaps = at.slice(1).map((n, index) => n - at[index]);
      t.diagnostic(`${what}: at most ${Math.max(...gaps)} of ${sent} messages between two turns`);
      assert.equal(at.length, 30);
      assert.ok(at.at(-1) < sent, what);
    }
  });
});

describe('a main that floods', () => {
  it('fault 90: immediates and timers of the renderer have their turn', async (t) => {
    const { contents, reported } = startRenderer(t, ({ ipcRenderer, report }) => {
      let flood = 0;
      const turns = { immediate: [], timer: [] };
      ipcRenderer.on('flood', () => flood++);
      ipcRenderer.on('end', () => report({ flood, turns }));
      ipcRenderer.once('flood', () => {
        const immediate = () => {
          if (turns.immediate.push(flood) < 30) setImmediate(immediate);
        };
        const timer = () => {
          if (turns.timer.push(flood) < 10) setTimeout(timer, 1);
        };
        immediate();
        timer();
      });
    });
    for (let n = 0; n < 100_000; n++) contents.send('flood', n);
    contents.send('end');
    const { flood, turns } = await reported();
    assert.equal(flood, 100_000);
    for (const [what, at] of Object.entries(turns)) {
      assert.ok(at.filter((n) => n < flood).length >= 5, `${what}: ${at}`);
    }
  });
});
