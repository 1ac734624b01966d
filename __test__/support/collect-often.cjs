// Runs the collector every few milliseconds, in every thread and process of the tests:
//   NODE_OPTIONS="--require $PWD/__test__/support/collect-often.cjs" node --test __test__/x.spec.mjs
// A test that leans on something that nothing keeps, and passes as long as nobody looks, fails then.
'use strict';
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const timer = setTimeout(() => {
  collect();
  timer.refresh();
}, 10);
timer.unref();
