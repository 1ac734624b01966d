// What arrives is of this very realm, though Jest runs a test in a context of its own.

const { once } = require('node:events');
const { app, BrowserWindow, ipcMain, ipcRenderer, MessageChannelMain } = require('electron');

afterAll(() => app.quit());

const big = Array.from({ length: 2000 }, (_, index) => ({ index }));

const values = {
  object: [{ a: { b: 1 } }, Object],
  array: [[1, [2]], Array],
  'array with a hole': [Object.assign([1], { 2: 3 }), Array],
  date: [new Date(5), Date],
  map: [new Map([[{ key: [] }, new Set([{}])]]), Map],
  'large array': [big, Array],
  'large map': [new Map([[1, big]]), Map],
  set: [new Set([[1], new Map()]), Set],
  expression: [/x/gi, RegExp],
  'array buffer': [new ArrayBuffer(3), ArrayBuffer],
  'large array buffer': [new ArrayBuffer(1e6), ArrayBuffer],
  bytes: [new Uint8Array([1, 2]), Uint8Array],
  floats: [new Float64Array([0.5]), Float64Array],
  'floats beside a bigint': [
    { floats: new Float64Array([0.5]), view: new DataView(new ArrayBuffer(1)), n: 1n },
    Object,
  ],
  bigint: [{ n: 1n, list: [new Map([[1n, []]])] }, Object],
  'boxed number': [Object(1), Number],
  'boxed string': [Object('s'), String],
  'boxed boolean': [Object(false), Boolean],
  'boxed bigint': [Object(1n), BigInt],
  error: [new Error('x'), Error],
  'range error': [new RangeError('x'), RangeError],
  'type error': [new TypeError('x'), TypeError],
  'instance of a class': [
    new (class Note {
      list = [/x/];
    })(),
    Object,
  ],
};

const ways = {
  send: async (value) => {
    const received = once(ipcMain, 'value');
    ipcRenderer.send('value', value);
    return (await received)[1];
  },
  invoke: async (value) => {
    ipcMain.handleOnce('value', () => value);
    return ipcRenderer.invoke('value');
  },
  sendSync: (value) => {
    ipcMain.once('value', (event) => (event.returnValue = value));
    return ipcRenderer.sendSync('value');
  },
  postMessage: async (value) => {
    const received = once(ipcMain, 'value');
    ipcRenderer.postMessage('value', value);
    return (await received)[1];
  },
  port: async (value) => {
    const { port1, port2 } = new MessageChannelMain();
    port2.start();
    const received = once(port2, 'message');
    port1.postMessage(value);
    const [{ data }] = await received;
    port1.close();
    return data;
  },
};

describe.each(Object.entries(ways))('%s', (_way, exchange) => {
  test.each(Object.entries(values))('%s', async (_name, [value, Class]) => {
    const received = await exchange(value);
    expect(received).toBeInstanceOf(Class);
    expect(received.constructor).toBe(Class);
    expect(received).toEqual(value);
    if (value.constructor === Class) expect(received).toStrictEqual(value);
  });

  test('a cycle, a shared part and a hole', async () => {
    const shared = { re: /x/ };
    const value = { one: shared, other: shared, list: Object.assign([1], { 2: shared }) };
    value.self = value;
    const received = await exchange(value);
    expect(received.self).toBe(received);
    expect(received.one).toBe(received.other);
    expect(received.list[2]).toBe(received.one);
    expect(1 in received.list).toBe(false);
    expect(received.one.re).toBeInstanceOf(RegExp);
  });

  test('the properties of an error', async () => {
    const error = new RangeError('outer', { cause: new TypeError('inner') });
    const received = await exchange(error);
    expect(received).toBeInstanceOf(Error);
    expect(Object.keys(received)).toEqual([]);
    expect(received.stack).toBe(error.stack);
    // Only Node from 22 on sends the cause.
    if (received.cause !== undefined) expect(received.cause).toBeInstanceOf(TypeError);
  });
});

test('a rejection of invoke is an Error', async () => {
  const silent = jest.spyOn(console, 'error').mockReturnValue();
  ipcMain.handleOnce('fail', () => Promise.reject(new RangeError('no')));
  const error = await ipcRenderer.invoke('fail').catch((reason) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(error).toEqual(new Error("Error invoking remote method 'fail': RangeError: no"));
  silent.mockRestore();
});

test('what cannot be cloned throws an Error', () => {
  expect(() => ipcRenderer.send('x', () => {})).toThrow(
    new Error('An object could not be cloned.'),
  );
  expect(() => ipcRenderer.send(1)).toThrow(TypeError);
});

test('what a window gives back is of this realm too', async () => {
  await app.whenReady();
  const window = new BrowserWindow();
  await window.loadURL('about:blank');
  const run = (code) => window.webContents.executeJavaScript(code);
  expect(await run('({ list: [/x/, new Map([[1n, {}]])] })')).toStrictEqual({
    list: [/x/, new Map([[1n, {}]])],
  });
  const error = await run('Promise.reject(new TypeError("no"))').catch((reason) => reason);
  expect(error).toBeInstanceOf(TypeError);
  await expect(window.loadFile('/no/such.html')).rejects.toBeInstanceOf(Error);
});

test('the lists of the package are arrays', async () => {
  const received = once(ipcMain, 'ports');
  ipcRenderer.postMessage('ports', null, [new MessageChannel().port1]);
  const [event] = await received;
  expect(event.ports).toBeInstanceOf(Array);
  event.ports[0].close();
  expect(ipcMain.eventNames()).toBeInstanceOf(Array);
  expect(ipcMain.listeners('x')).toBeInstanceOf(Array);
  expect(ipcMain.rawListeners('x')).toBeInstanceOf(Array);
  expect(BrowserWindow.getAllWindows()).toBeInstanceOf(Array);
});
