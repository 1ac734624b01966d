/** The preset for Jest: `{ "preset": "ipcmain/jest" }`. */
declare const preset: {
  moduleNameMapper: Record<string, string>;
  setupFiles: string[];
};
export = preset;
