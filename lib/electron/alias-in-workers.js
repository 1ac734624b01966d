// @ts-check
'use strict';

// For test runners, which resolve `electron` themselves, but only in the threads that are theirs: the Workers
// that are started from now on resolve it as well. Loading it is enough.

const path = require('node:path');
const { requireOutside } = require('../common/require-outside');

// It stays for the life of the thread, and must not keep the context of the first test file.
requireOutside(path.join(__dirname, 'wrap-worker.js'), () => require('./wrap-worker'));
