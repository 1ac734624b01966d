'use strict';

// A process that takes the connection before ipcmain does and writes to it whatever a test says.

const { closeSync, openSync, writeSync } = require('node:fs');

const [place, secret] = process.env.IPCMAIN_PROCESS.split(' ');
// On Windows a pipe, to which half of the secret must be said; elsewhere there is none.
const descriptor = secret === '' ? Number(place) : openSync(place, 'r+');
if (secret !== '') writeSync(descriptor, secret.slice(secret.length / 2));
delete process.env.IPCMAIN_PROCESS;
const { lies, flood, then } = JSON.parse(process.env.IPCMAIN_TEST_LIES);
try {
  for (const lie of lies) writeSync(descriptor, Buffer.from(lie, 'base64'));
  // The same message again and again, as requests that follow each other.
  const message = Buffer.from(flood?.message ?? '', 'base64');
  for (let request = 1; request <= (flood?.count ?? 0); request++) {
    message.writeBigUInt64LE(BigInt(request), 12);
    writeSync(descriptor, message);
  }
} catch {
  // Main has hung up.
}
if (then === 'close') closeSync(descriptor);
if (then !== 'exit') setInterval(() => {}, 1000);
