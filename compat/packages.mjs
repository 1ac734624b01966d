/**
 * What is run, and how its users would start it.
 *
 * @type {{ name: string, uses: string[], main: string, by: 'import' | 'require' }[]}
 */
export const packages = [
  {
    name: '@electron/remote',
    uses: ['@electron/remote'],
    main: 'packages/electron-remote/main.cjs',
    by: 'require',
  },
  {
    name: 'trpc-electron',
    uses: ['trpc-electron', '@trpc/server', '@trpc/client'],
    main: 'packages/trpc-electron/main.mjs',
    by: 'import',
  },
  {
    name: 'electron-log',
    uses: ['electron-log'],
    main: 'packages/electron-log/main.cjs',
    by: 'require',
  },
  {
    name: 'electron-better-ipc',
    uses: ['electron-better-ipc'],
    main: 'packages/electron-better-ipc/main.cjs',
    by: 'require',
  },
  {
    name: 'orpc',
    uses: ['@orpc/server', '@orpc/client'],
    main: 'packages/orpc/main.mjs',
    by: 'import',
  },
  {
    name: 'electron-store',
    uses: ['electron-store'],
    main: 'packages/electron-store/main.mjs',
    by: 'import',
  },
  {
    name: '@electron-toolkit',
    uses: ['@electron-toolkit/preload', '@electron-toolkit/typed-ipc'],
    main: 'packages/electron-toolkit/main.mjs',
    by: 'import',
  },
  {
    name: 'electron-promise-ipc',
    uses: ['electron-promise-ipc'],
    main: 'packages/electron-promise-ipc/main.cjs',
    by: 'require',
  },
  {
    name: '@egoist/tipc',
    uses: ['@egoist/tipc'],
    main: 'packages/tipc/main.mjs',
    by: 'import',
  },
  {
    name: '@electron-toolkit/utils',
    uses: ['@electron-toolkit/utils'],
    main: 'packages/electron-toolkit-utils/main.mjs',
    by: 'import',
  },
  {
    name: 'electron-window-state',
    uses: ['electron-window-state'],
    main: 'packages/electron-window-state/main.cjs',
    by: 'require',
  },
];
