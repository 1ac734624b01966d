// @ts-check
'use strict';

const { shareInstance } = require('./lib/common/share-instance');

module.exports = shareInstance(__dirname, () => require('./lib'));
