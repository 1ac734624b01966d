let counter = 0;

window.electronAPI.onUpdateCounter((value) => {
  counter += value;
  window.electronAPI.counterValue(counter);
});
