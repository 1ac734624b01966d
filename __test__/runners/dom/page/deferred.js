seen.push(['deferred', document.getElementById('end') !== null]);
