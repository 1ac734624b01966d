export const name = 'a module';
window.seen.push([name, document.readyState, document.getElementById('end') !== null]);
