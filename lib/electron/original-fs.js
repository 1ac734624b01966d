// @ts-check
'use strict';

// Electron's `fs` without its archives, for runners that map a name to a file: here there are no archives.

module.exports = require('node:fs');
