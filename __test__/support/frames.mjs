// Frames as `src/core/remote/frame.rs` says them, right and wrong.

import { createRequire } from 'node:module';
import binding from '../../lib/common/binding.js';

const require = createRequire(import.meta.url);
const { PROTOCOL } = require('../../lib/common/protocol.js');
const { serialize } = require('../../lib/common/codec/raw-serializer.js');

export const kinds = binding.messageKinds();

export function frame(
  kind,
  { request = 0, body = Buffer.alloc(0), blocks = [], ports = 0, length } = {},
) {
  const head = Buffer.alloc(20 + 4 * blocks.length);
  head.writeUInt8(kind, 0);
  head.writeUInt16LE(blocks.length, 1);
  head.writeUInt32LE(length ?? body.length, 4);
  head.writeUInt32LE(ports, 8);
  head.writeBigUInt64LE(BigInt(request), 12);
  for (const [index, block] of blocks.entries()) head.writeUInt32LE(block.length, 20 + 4 * index);
  return Buffer.concat([head, body, ...blocks]);
}

export function hello(protocol = PROTOCOL) {
  const body = Buffer.from('ipcmain\0____');
  body.writeUInt32LE(protocol, 8);
  return frame(128, { body });
}

/** So many messages, of so many bytes, were taken. */
export function taken(messages, bytes) {
  const body = Buffer.alloc(12);
  body.writeUInt32LE(messages, 0);
  body.writeBigUInt64LE(BigInt(bytes), 4);
  return frame(129, { body });
}

/** A body in one of the forms of `lib/common/codec/wire.js`, on the channel `x`. */
export const body = (form, bytes) =>
  Buffer.concat([Buffer.from([1, form, 1, 0x78]), Buffer.from(bytes)]);

/** What V8's serializer has written. */
export const raw = (value) => body(3, serialize(value));

export const attached = (value = { url: 'about:blank' }) =>
  frame(kinds.attached, { body: raw(value) });

/** The arguments: the integer 5. */
export const send = (request) => frame(kinds.send, { request, body: body(1, [1, 64 + 5]) });
