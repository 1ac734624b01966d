// The plugin for Vitest: `plugins: [electron()]`.

import { fileURLToPath } from 'node:url';

const inPackage = (file) => new URL(file, import.meta.url);

/**
 * Makes `electron` mean `ipcmain/electron` in the tests, in what they import, and in every Worker.
 */
export default function electron() {
  const register = inPackage('register.mjs').href;
  return {
    name: 'ipcmain',
    enforce: 'pre',
    config: () => ({
      test: {
        // For what Node itself loads: dependencies, `require`, and all that runs in Workers.
        execArgv: ['--import', register],
      },
    }),
    // For what Vite loads.
    resolveId(id) {
      if (/^electron(\/(main|renderer|common))?$/.test(id))
        return { id: fileURLToPath(inPackage('electron.mjs')), external: true };
      if (id === 'original-fs') return { id: 'node:fs', external: true };
      return undefined;
    },
  };
}
