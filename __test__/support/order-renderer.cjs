'use strict';

// A renderer that sends numbered messages of every kind and size, and checks what main sends back.

const { workerData, parentPort } = require('node:worker_threads');
const { ipcRenderer } = require('ipcmain');
const { payloadOf, wrongPayload } = require('./order-payload.cjs');
const { randomNumbers } = require('./random.cjs');

const { count, seed, portEvery } = workerData;

/** How many invokes and ports may be open: as many as there are messages would be another test. */
const MOST_OPEN = 100;

/** After so many messages the event loop gets its turn. */
const BURST = 200;

const random = randomNumbers(seed);
const wrong = [];
const sent = { send: 0, post: 0, ports: 0, invoke: 0, sync: 0 };
let open = 0;
let down = 0;
let portsAnswered = 0;

/** Everything that main sends, whatever it is, is numbered. */
function arrived(what, number) {
  if (number !== down) wrong.push(`${what} ${number} came as number ${down}`);
  down++;
}

ipcRenderer.on('down', (_event, number, size, payload) => {
  arrived('message', number);
  const fault = wrongPayload(payload, number, size);
  if (fault) wrong.push(`down ${number}: ${fault}`);
});

ipcRenderer.on('down-port', ({ ports: [port] }, [number, size, payload]) => {
  arrived('port', number);
  const fault = wrongPayload(payload, number, size);
  if (fault) wrong.push(`down-port ${number}: ${fault}`);
  port.postMessage(number);
});

const ways = {
  send(n, size, payload) {
    ipcRenderer.send('send', n, size, payload);
  },
  post(n, size, payload) {
    ipcRenderer.postMessage('post', [n, size, payload]);
  },
  ports(n, size, payload) {
    const { port1, port2 } = new MessageChannel();
    open++;
    port1.on('message', (answer) => {
      if (answer !== n) wrong.push(`port of ${n} got ${answer}`);
      port1.close();
      portsAnswered++;
      open--;
    });
    ipcRenderer.postMessage('post', [n, size, payload], [port2]);
  },
  invoke(n, size, payload) {
    open++;
    ipcRenderer.invoke('invoke', n, size, payload).then(
      ([answer, number]) => {
        if (answer !== n) wrong.push(`invoke ${n} got ${answer}`);
        arrived('answer', number);
        open--;
      },
      (error) => wrong.push(`invoke ${n}: ${error.message}`),
    );
  },
  sync(n, size, payload) {
    const answer = ipcRenderer.sendSync('sync', n, size, payload);
    if (answer !== n) wrong.push(`sendSync ${n} got ${answer}`);
  },
};

function nextWay(n) {
  if (n % portEvery === portEvery - 1) return 'ports';
  const part = random();
  if (part < 0.6) return 'send';
  if (part < 0.75) return 'post';
  return part < 0.97 ? 'invoke' : 'sync';
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function run() {
  for (let n = 0; n < count; n++) {
    const way = nextWay(n);
    const { size, payload } = payloadOf(n, random());
    ways[way](n, size, payload);
    sent[way]++;
    if (n % BURST === 0) await turn();
    while (open > MOST_OPEN) await turn();
  }
  const expected = ipcRenderer.sendSync('end', count);
  while (open > 0 || down < expected) await turn();
  if (down !== expected) wrong.push(`${down} of ${expected} came from main`);
  if (portsAnswered !== sent.ports) wrong.push(`${portsAnswered} of ${sent.ports} ports answered`);
  ipcRenderer.removeAllListeners();
  parentPort.postMessage({ sent, received: down, wrong: wrong.slice(0, 10) });
}

void run();
