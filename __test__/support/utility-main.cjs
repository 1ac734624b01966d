'use strict';

// What a utility process of the tests runs: a function of the test file, which travels as text.

(0, eval)(`(${process.argv[2]})`)({ parentPort: process.parentPort, require });
