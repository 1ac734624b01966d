module.exports = { preset: 'ipcmain/jest' };
