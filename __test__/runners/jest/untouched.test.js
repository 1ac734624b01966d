// Of a file that does not use electron the preset keeps nothing: --detectLeaks says so when it runs alone.

const { Worker } = require('node:worker_threads');

test('a Worker is a Worker', () => {
  expect(Worker.name).toBe('Worker');
  expect(Object.getOwnPropertyNames(Worker)).toContain('prototype');
});
