'use strict';

const { exposeElectronAPI } = require('@electron-toolkit/preload');

exposeElectronAPI();
