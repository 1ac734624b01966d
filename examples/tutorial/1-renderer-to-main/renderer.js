window.electronAPI.setTitle('a title of the renderer');
