// @ts-check
'use strict';

const binding = require('../common/binding');
const { ipcError } = require('../common/errors');
const { hub } = require('./hub');

const names = Object.keys(binding.refusals()).filter(
  (name) => name !== 'gone' && name !== 'uncloneable',
);

/**
 * Changes how much may wait between main and each of its renderers. What waits already stays.
 *
 * @param {{ [limit: string]: number }} limits those to change
 * @throws `ERR_IPC_LIMIT` for a limit that does not exist or a value that is none; nothing is changed then
 */
function setLimits(limits) {
  const entries = Object.entries(limits).filter(([, value]) => value !== undefined);
  for (const [name, value] of entries) {
    if (!names.includes(name)) {
      throw ipcError('ERR_IPC_LIMIT', `There is no limit '${name}', only ${names.join(', ')}`);
    }
    if (!Number.isSafeInteger(value) || value < 1) {
      const shown = typeof value === 'number' ? String(value) : typeof value;
      throw ipcError('ERR_IPC_LIMIT', `The limit ${name} must be a positive integer, not ${shown}`);
    }
  }
  for (const [name, value] of entries) hub.endpoint.setLimit(name, value);
}

module.exports = { setLimits };
