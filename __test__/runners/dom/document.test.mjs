// The document of a window, made by the library that the project around this has installed.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, ipcMain, MessageChannelMain } from 'electron';

const fileOf = (name) => fileURLToPath(new URL(`page/${name}`, import.meta.url));

let window;
let run;

before(async () => {
  ipcMain.handle('add', (event, text) => `${text}, said main`);
  await app.whenReady();
  window = new BrowserWindow({ webPreferences: { preload: fileOf('preload.js') } });
  await window.loadFile(fileOf('index.html'));
  run = (code) => window.webContents.executeJavaScript(code);
});

after(() => app.quit());

test('scripts run when a browser runs them, and find what it has read until then', async () => {
  assert.deepEqual(await run('seen'), [
    ['preload', 'loading', null, null],
    ['in the head', 'loading', null, 'Notes'],
    ['after the list', 1, 'script'],
    ['not yet', null],
    ['classic', null, 1],
    ['interactive'],
    ['a module', 'interactive', true],
    ['deferred', true],
    ['inline module', 'a module', 'interactive'],
    ['DOMContentLoaded', 1, true],
    ['preload at DOMContentLoaded', 'one'],
    ['complete'],
    ['load', 'complete'],
    ['onload'],
  ]);
  assert.equal(await run(`document.getElementById('end').textContent`), 'by renderer');
});

test('events reach their listeners, and the exposed API reaches main', async () => {
  const text = await run(`new Promise((resolve) => {
    window.addEventListener('added', ({ detail }) => resolve(detail.textContent), { once: true });
    document.querySelector('button').click();
  })`);
  assert.equal(text, 'two, said main');
  assert.equal(await run('list.children.length'), 2);
});

test('handlers that stand in the markup run, with the globals of the page', async () => {
  const title = await run(`new Promise((resolve) => {
    new MutationObserver(() => resolve(form.title)).observe(form, { attributes: true });
    form.elements.text.value = 'three';
    form.dispatchEvent(new Event('submit', { cancelable: true }));
  })`);
  assert.equal(title, 'three, said main');
});

test('a script that is put into the document runs, one that comes with markup does not', async () => {
  const title = await run(`new Promise((resolve, reject) => {
    list.innerHTML = '<li><script>document.title = "Markup"</script></li>';
    const script = document.createElement('script');
    script.src = 'later.js';
    script.onload = () => resolve(document.title);
    script.onerror = reject;
    document.head.append(script);
  })`);
  assert.equal(title, 'Later');
});

test('a script that is not there is an error of its element', async () => {
  const heard = once(window.webContents, 'console-message');
  const type = await run(`new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = 'missing.js';
    script.onerror = ({ type }) => resolve(type);
    document.head.append(script);
  })`);
  assert.equal(type, 'error');
  const [{ message }] = await heard;
  assert.match(message, /missing\.js/);
});

test('the window is what its page expects', async () => {
  const all = await run(`(async () => [
    window === globalThis && self === window && top === window && frames === window,
    document.location.href === location.href && location.pathname.endsWith('/index.html'),
    document.body instanceof HTMLBodyElement && document.body instanceof Node,
    new Event('x') instanceof Event && typeof require,
    getComputedStyle(document.body).display,
    await new Promise((resolve) => requestAnimationFrame((time) => resolve(typeof time))),
    (localStorage.setItem('a', 1), localStorage.getItem('a')),
    navigator.userAgent.length > 0,
  ])()`);
  const expected = [true, true, true, 'undefined', 'block', 'number', '1', true];
  assert.deepEqual(all, expected);
});

test('what is put in the place of a member of the window stays there', async () => {
  assert.equal(await run('window.alert = () => "mine"; alert("x")'), 'mine');
  assert.equal(await run('window.innerWidth = 5; innerWidth'), 5);
});

test('an error in a listener is told to the window, and printed', async () => {
  const heard = once(window.webContents, 'console-message');
  const message = await run(`new Promise((resolve) => {
    window.addEventListener('error', ({ error }) => resolve(error.message), { once: true });
    document.body.addEventListener('click', () => { throw new RangeError('in a listener'); }, { once: true });
    document.body.click();
  })`);
  assert.equal(message, 'in a listener');
  const [{ level, message: printed }] = await heard;
  assert.equal(level, 'error');
  assert.match(printed, /in a listener/);
});

describe('a page', () => {
  const pageOf = (html) => `data:text/html,${encodeURIComponent(html)}`;

  test('of a data: URL has a document, and so has about:blank', async (t) => {
    const other = new BrowserWindow();
    t.after(() => other.destroy());
    await other.loadURL(pageOf('<h1>a</h1><script>document.querySelector("h1").id = "b"</script>'));
    const outer = (selector) => `document.querySelector('${selector}').outerHTML`;
    assert.equal(await other.webContents.executeJavaScript(outer('h1')), '<h1 id="b">a</h1>');
    await other.loadURL('about:blank');
    assert.equal(await other.webContents.executeJavaScript(outer('body')), '<body></body>');
  });

  test('has a document of its own, and a fresh one when it is loaded again', async () => {
    await run(`document.title = 'changed'`);
    const loaded = once(window.webContents, 'did-finish-load');
    window.reload();
    await loaded;
    assert.equal(await run('document.title'), 'Notes');
  });

  test('tells its window each title that it gets', async (t) => {
    const other = new BrowserWindow({ webPreferences: { preload: fileOf('preload.js') } });
    t.after(() => other.destroy());
    const titles = [];
    other.on('page-title-updated', (event, title, explicitSet) =>
      titles.push([title, explicitSet]),
    );
    await other.loadFile(fileOf('index.html'));
    assert.equal(other.getTitle(), 'Notes');
    await other.webContents.executeJavaScript(`document.title = 'Assigned'`);
    assert.deepEqual([other.getTitle(), other.webContents.getTitle()], ['Assigned', 'Assigned']);
    const changed = once(other, 'page-title-updated');
    await other.webContents.executeJavaScript(
      `document.querySelector('title').textContent = 'Put in'; 0`,
    );
    await changed;
    assert.equal(other.getTitle(), 'Put in');
    assert.deepEqual(
      titles,
      ['Notes', 'Assigned', 'Put in'].map((title) => [title, true]),
    );
  });

  test('writes where its parser stands', async (t) => {
    const other = new BrowserWindow();
    t.after(() => other.destroy());
    const html = `<body><p>1</p><script>
      document.write('<p>2</p>', '<p>3</p>');
      document.write('<script>window.inner = document.querySelectorAll("p").length<' + '/script>');
      document.writeln('<p>4</p>');
    </script><p>5</p><script type="module">document.write('<p>never</p>')</script></body>`;
    await other.loadURL(pageOf(html));
    const code = `[[...document.querySelectorAll('p')].map((p) => p.textContent).join(''), inner]`;
    assert.deepEqual(await other.webContents.executeJavaScript(code), ['12345', 3]);
  });

  test('gets the port that its preload script hands on, and knows where an error was thrown', async (t) => {
    const other = new BrowserWindow({ webPreferences: { preload: fileOf('ports.js') } });
    t.after(() => other.destroy());
    await other.loadFile(fileOf('ports.html'));
    const { port1, port2 } = new MessageChannelMain();
    const answered = once(port2, 'message');
    port2.start();
    port2.postMessage(21);
    other.webContents.postMessage('main-world-port', null, [port1]);
    const [{ data }] = await answered;
    assert.deepEqual(data, [42, 'MessageEvent']);
    port2.close();
    const seen = await other.webContents.executeJavaScript(`new Promise((resolve) => {
      window.addEventListener('error', (event) => {
        event.preventDefault();
        resolve([event.message, event.filename.split('/').pop(), event.lineno, event.error.message]);
      });
      setTimeout(fail);
    })`);
    assert.deepEqual(seen, ['Uncaught Error: boom', 'ports.html', 9, 'boom']);
  });

  test('goes where the methods of its location lead, and reads it as text and as a base', async (t) => {
    const other = new BrowserWindow();
    t.after(() => other.destroy());
    const contents = other.webContents;
    await other.loadFile(fileOf('ports.html'));
    const seen = await contents.executeJavaScript(`[
      String(location) === location.href,
      \`\${document.location}\` === location.href,
      new URL('x.js', location).pathname.endsWith('/page/x.js'),
      location.origin === window.location.origin && 'assign' in location,
    ]`);
    assert.deepEqual(seen, [true, true, true, true]);
    const prevent = (event) => event.preventDefault();
    contents.on('will-navigate', prevent);
    for (const method of ['assign', 'replace']) {
      const asked = once(contents, 'will-navigate');
      await contents.executeJavaScript(`location.${method}('https://${method}.example/'); 0`);
      assert.equal((await asked)[1], `https://${method}.example/`);
    }
    contents.off('will-navigate', prevent);
    const loaded = once(contents, 'did-finish-load');
    await contents.executeJavaScript('window.before = true; location.reload(); 0');
    await loaded;
    assert.equal(await contents.executeJavaScript('typeof window.before'), 'undefined');
  });

  test('goes where its links lead, if main lets it', async (t) => {
    const other = new BrowserWindow();
    t.after(() => other.destroy());
    const goes = async (html) => {
      await other.loadURL(pageOf(html));
      const asked = once(other.webContents, 'will-navigate');
      await other.webContents.executeJavaScript('document.querySelector("i, a").click(); 0');
      return (await asked)[1];
    };
    other.webContents.on('will-navigate', (event) => event.preventDefault());
    assert.equal(await goes('<a href="https://a.example/"><i>in it</i></a>'), 'https://a.example/');
    assert.equal(
      await goes('<i onclick="location.href = `https://b.example/`">x</i>'),
      'https://b.example/',
    );
    const opened = new Promise((resolve) => {
      other.webContents.setWindowOpenHandler(({ url }) => (resolve(url), { action: 'deny' }));
    });
    const code = `const link = document.querySelector('i');
      link.outerHTML = '<a href="https://c.example/" target="_blank">c</a>';
      document.querySelector('a').click();
      0;`;
    await other.webContents.executeJavaScript(code);
    assert.equal(await opened, 'https://c.example/');
    const hash = `new Promise((resolve) => {
      window.addEventListener('hashchange', () => resolve(location.hash));
      location.hash = 'part';
    })`;
    await other.loadFile(fileOf('ports.html'));
    assert.equal(await other.webContents.executeJavaScript(hash), '#part');
  });
});
