// The person in front of the screen, which plain Node has not: chooses a file in the dialog, chooses from the
// menu, and closes the window when the program has done what it was asked.

const { app, dialog, Menu } = require('electron');

// What `--import` names runs in the windows' threads as well.
if (process.type === 'browser') sitDown();

function sitDown() {
  dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/home/me/notes.txt'] });
  app.on('browser-window-created', (_event, window) => lookAt(window));
}

function lookAt(window) {
  const contents = window.webContents;
  let counts = 0;
  contents.on('did-finish-load', () => {
    const menu = Menu.getApplicationMenu();
    if (menu === null) return;
    const [increment, decrement] = menu.items[0].submenu.items;
    for (const item of [increment, increment, decrement]) item.click();
  });
  contents.on('ipc-message', (_message, channel) => {
    if (channel === 'set-title' || ++counts === 3) setImmediate(() => window.close());
  });
  contents.on('console-message', ({ message }) => {
    console.log('the page says:', message);
    window.close();
  });
}
