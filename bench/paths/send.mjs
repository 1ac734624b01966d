// One way. Large messages have a window, so that the queue does not become the measurement.

const sizes = [
  { payload: 'tiny', count: 30_000, must: 2, aim: 3 },
  { payload: 'small', count: 20_000, must: 2, aim: 3 },
  { payload: 'rows', count: 1000, must: 1.5, aim: 3 },
  { payload: '64 KiB', count: 2000, window: 64, must: 1.2, aim: 2 },
  { payload: '1 MiB', count: 200, window: 16, must: 1.5, aim: 2.5 },
];

const oneWay = (name, driver) =>
  sizes.map((size) => ({ ...size, name: `${name} ${size.payload}`, shape: 'oneWay', driver }));

export default [
  ...oneWay('send', 'renderer'),
  // The same from main to a renderer: webContents.send.
  ...oneWay('webContents.send', 'main'),
];
