const electron = require('electron');

/** What a test may want to watch: the exports themselves, and what each of them has. */
const exported = Object.entries(electron).filter(([, value]) => value !== undefined);

test.each(exported)('%s can be spied on', (name, value) => {
  if (typeof value !== 'function') return;
  jest.spyOn(electron, name).mockReturnValue('spied');
  expect(electron[name]()).toBe('spied');
  jest.restoreAllMocks();
  expect(electron[name]).toBe(value);
});

test('so can what is not built, which throws when it is called', async () => {
  const { dialog, Tray } = electron;
  jest.spyOn(dialog, 'showOpenDialog').mockResolvedValue({ canceled: true, filePaths: [] });
  jest.spyOn(Tray.prototype, 'setToolTip').mockReturnValue('set');
  jest.spyOn(electron, 'Tray').mockImplementation(() => Object.create(Tray.prototype));
  expect(await dialog.showOpenDialog()).toEqual({ canceled: true, filePaths: [] });
  expect(new electron.Tray('icon').setToolTip('tip')).toBe('set');
  jest.restoreAllMocks();
  jest.spyOn(dialog, 'showOpenDialog');
  const refusal = expect.objectContaining({ code: 'ERR_IPC_NOT_IMPLEMENTED' });
  expect(() => dialog.showOpenDialog()).toThrow(refusal);
  expect(dialog.showOpenDialog).toHaveBeenCalledTimes(1);
  expect(() => new electron.Tray('icon')).toThrow(refusal);
});
