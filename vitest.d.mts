/** The plugin for Vitest: `plugins: [electron()]`. Makes `electron` mean `ipcmain/electron` in tests and in Workers. */
export default function electron(): { name: string };
