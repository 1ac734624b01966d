'use strict';

// What numbered messages carry: bytes and texts whose sizes lie around those where the way of a message changes.

/** Around what goes beside a body, what memory is kept for, and what fits into an outbox and a batch. */
const EDGES = [
  0, 1, 2047, 2048, 2049, 16_384, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 262_147,
];

/**
 * @param {number} number of the message
 * @param {number} random from 0 to 1, which decides what it carries
 */
function payloadOf(number, random) {
  // Most messages are small, in the world as well.
  if (random >= 0.06) return { size: -1, payload: number };
  const size = EDGES[Math.floor((random / 0.06) * EDGES.length)];
  if (number % 4 === 3) return { size, payload: String(number % 10).repeat(size) };
  return { size, payload: new Uint8Array(size).fill(number) };
}

/** What is wrong with a payload that has arrived, if anything. */
function wrongPayload(payload, number, size) {
  if (size < 0) return payload === number ? undefined : `${payload} is not the number`;
  if (payload.length !== size) return `${payload.length} instead of ${size}`;
  if (size === 0) return undefined;
  const expected = typeof payload === 'string' ? String(number % 10) : number % 256;
  const ends = [payload[0], payload[size >> 1], payload[size - 1]];
  return ends.every((part) => part === expected) ? undefined : `${ends} instead of ${expected}`;
}

module.exports = { EDGES, payloadOf, wrongPayload };
