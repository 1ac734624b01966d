const load = () => require('electron');

test('jest.resetModules gives an empty ipcMain, which Workers find', async () => {
  const { once } = require('node:events');
  const { Worker } = require('node:worker_threads');
  const before = load();
  before.ipcMain.handle('double', () => 'the one before');
  jest.resetModules();
  const { ipcMain, ipcRenderer } = load();
  expect(ipcMain).not.toBe(before.ipcMain);
  expect(load().ipcMain).toBe(ipcMain);
  expect(ipcMain.eventNames()).toEqual(['error']);
  ipcMain.handle('double', (event, number) => 2 * number);
  expect(await ipcRenderer.invoke('double', 2)).toBe(4);
  const done = once(ipcMain, 'done');
  const worker = new Worker(require.resolve('./app/worker.js'), { workerData: 3 });
  const ended = once(worker, 'exit');
  expect((await done)[1].doubled).toBe(6);
  await ended;
});

test('jest.isolateModules does as well', () => {
  const { ipcMain } = load();
  jest.isolateModules(() => {
    const isolated = load();
    expect(isolated.ipcMain).not.toBe(ipcMain);
    isolated.ipcMain.on('x', (event) => (event.returnValue = 1));
    expect(isolated.ipcRenderer.sendSync('x')).toBe(1);
  });
  expect(ipcMain.listenerCount('x')).toBe(0);
});

test('every path of electron gives the same', () => {
  for (const path of ['main', 'renderer', 'common']) {
    expect(require(`electron/${path}`)).toBe(load());
  }
  expect(require('original-fs')).toBe(require('node:fs'));
  expect(load().app.getName()).toBe('ipcmain-under-jest');
});

test('fake timers do not stop messages', async () => {
  jest.useFakeTimers();
  const { ipcMain, ipcRenderer } = load();
  ipcMain.handleOnce('now', () => Date.now());
  jest.setSystemTime(5);
  expect(await ipcRenderer.invoke('now')).toBe(5);
  jest.useRealTimers();
});
