// @ts-check
'use strict';

/** @typedef {{ parent: any, nodes: any[] }[]} Part nodes, and what the parser would append them to */

/**
 * Takes a document apart where a parser stops for a script: a script finds what stands before it and the
 * elements that it is in, and no more.
 *
 * @param {any} document that has been read
 * @param {any[]} stops the scripts for which a parser stops, in their order
 * @returns {Part[]} what comes up to each of them, and at last the rest
 */
function takeApart(document, stops) {
  const parts = stops.toReversed().map((element) => takeWhatFollows(element, document));
  parts.push([takeChildren(document)]);
  return parts.reverse();
}

/**
 * @param {any} element
 * @param {any} document
 * @returns {Part}
 */
function takeWhatFollows(element, document) {
  /** @type {Part} */
  const part = [];
  for (let node = element; node !== document && node !== null; node = node.parentNode) {
    const nodes = [];
    for (let next = node.nextSibling; next !== null; next = next.nextSibling) nodes.push(next);
    for (const one of nodes) node.parentNode.removeChild(one);
    if (nodes.length > 0) part.push({ parent: node.parentNode, nodes });
  }
  return part;
}

/** @param {any} document */
function takeChildren(document) {
  const nodes = [...document.childNodes];
  for (const node of nodes) document.removeChild(node);
  return { parent: document, nodes };
}

/** @param {Part} part */
function putBack(part) {
  for (const { parent, nodes } of part) for (const node of nodes) parent.appendChild(node);
}

module.exports = { putBack, takeApart };
