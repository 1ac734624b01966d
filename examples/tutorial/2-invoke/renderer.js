async function openFile() {
  const filePath = await window.electronAPI.openFile();
  console.log('the file is', filePath);
}

openFile();
