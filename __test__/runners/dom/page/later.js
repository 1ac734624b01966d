document.title = 'Later';
