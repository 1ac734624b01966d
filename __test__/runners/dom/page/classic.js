seen.push(['classic', document.getElementById('end'), form.elements.length]);

const button = document.createElement('button');
button.textContent = 'add';
button.addEventListener('click', async ({ currentTarget }) => {
  const item = document.createElement('li');
  item.textContent = await notes.add('two');
  list.append(item);
  currentTarget.dispatchEvent(new CustomEvent('added', { bubbles: true, detail: item }));
});
document.body.append(button);

async function save(text) {
  form.title = await notes.add(text);
}
