import { ipcMain } from 'electron';
import { expect, test, vi } from 'vitest';

vi.mock('electron', async (original) => ({ ...(await original()), app: { name: 'mocked' } }));

test('vi.mock replaces what it names', async () => {
  const { app } = await import('electron');
  expect(app).toEqual({ name: 'mocked' });
  expect(ipcMain.eventNames()).toEqual(['error']);
});
