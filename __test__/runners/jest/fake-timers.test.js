// Fakes that stand before the package is loaded: nothing of it waits for them.

jest.useFakeTimers();

const { setTimeout } = require('node:timers');
const { app, BrowserWindow, MessageChannelMain } = require('electron');

const heard = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));

afterAll(() => app.quit());

test('a window is ready to show', async () => {
  await app.whenReady();
  const window = new BrowserWindow({ show: false });
  const ready = heard(window, 'ready-to-show');
  await window.loadURL('about:blank');
  await ready;
});

test('a port that is started late hears that the other one has closed', async () => {
  const { port1, port2 } = new MessageChannelMain();
  const closed = heard(port1, 'close');
  port2.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  port1.start();
  await closed;
});
