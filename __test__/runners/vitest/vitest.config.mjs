import electron from 'ipcmain/vitest';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [electron()] });
