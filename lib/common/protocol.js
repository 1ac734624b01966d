// @ts-check
'use strict';

/**
 * The version of everything that two copies of this package must agree on to share a hub: envelopes,
 * payloads and what a thread inherits. It changes whenever one of them does.
 */
const PROTOCOL = 1;

module.exports = { PROTOCOL };
