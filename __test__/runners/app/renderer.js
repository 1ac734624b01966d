window.seen = [];
window.notes.onChange((notes) => window.seen.push(notes));
