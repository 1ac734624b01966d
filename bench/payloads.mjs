// What is sent. `touch` reads a little of what has arrived, so that it must really be there.

const row = (i) => ({
  id: i,
  name: `user ${i}`,
  email: `user${i}@example.com`,
  active: i % 2 === 0,
  score: i * 1.5,
});
const bytes = (length) => ({
  make: () => new Uint8Array(length).fill(7),
  touch: (array) => array.length + array[array.length - 1],
});

export const payloads = {
  tiny: { make: () => 'ping', touch: (text) => text.length },
  small: {
    make: () => ({
      id: 7,
      name: 'a small object',
      active: true,
      tags: ['one', 'two'],
      position: { x: 1.5, y: -2 },
    }),
    touch: (object) => object.id + object.tags.length,
  },
  rows: {
    make: () => Array.from({ length: 100 }, (_, i) => row(i)),
    touch: (rows) => rows.length + rows[99].id,
  },
  '64 KiB': bytes(64 * 1024),
  '1 MiB': bytes(1024 * 1024),
};
