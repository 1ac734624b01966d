// @ts-check
'use strict';

const { MessageChannel } = require('node:worker_threads');
const { MessagePortMain, pair } = require('./message-port-main');

/** Two entangled ports (contract 9.1). */
class MessageChannelMain {
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
    pair(this.port1, this.port2);
  }
}

module.exports = { MessageChannelMain };
