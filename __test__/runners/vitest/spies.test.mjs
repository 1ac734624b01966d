import electron, { dialog, Tray } from 'electron';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

test('what is not built can be spied on, and throws when it is called', async () => {
  vi.spyOn(dialog, 'showOpenDialog').mockResolvedValue({ canceled: true, filePaths: [] });
  vi.spyOn(Tray.prototype, 'setToolTip').mockReturnValue('set');
  expect(await dialog.showOpenDialog()).toEqual({ canceled: true, filePaths: [] });
  expect(Tray.prototype.setToolTip()).toBe('set');
  vi.restoreAllMocks();
  vi.spyOn(dialog, 'showOpenDialog');
  expect(() => dialog.showOpenDialog()).toThrow(/dialog\.showOpenDialog\(\) is not implemented/);
  expect(dialog.showOpenDialog).toHaveBeenCalledTimes(1);
});

test('so can a class', () => {
  vi.spyOn(electron, 'Tray').mockImplementation(function (icon) {
    this.icon = icon;
  });
  expect(new electron.Tray('icon').icon).toBe('icon');
});
