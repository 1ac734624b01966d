// The programs in a Markdown file. A block of code is one; blocks that begin with the name of a file, between
// two headings, are one together. What a program must print stands behind `// →` in it, a line each.

const NAME = /^(?:\/\/|<!--) ([\w-]+\.(?:c?js|mjs|html|json))\b/;
const SCRIPTS = new Set(['js', 'mjs', 'cjs']);

/**
 * @typedef {object} Program
 * @property {string} title the heading above it, and the line where it begins
 * @property {Map<string, string>} files the first is what is run
 * @property {string[]} prints in any order, because threads print on their own
 * @property {string[]} complains texts that the error output has, said by `// stderr: `
 */

/**
 * @param {string} markdown
 * @returns {Program[]}
 */
export function programsIn(markdown) {
  const programs = [];
  let heading = '';
  let open;
  for (const part of partsOf(markdown)) {
    if (part.heading !== undefined) {
      ({ heading } = part);
      open = undefined;
      continue;
    }
    const { language, code, line } = part;
    const name = NAME.exec(code)?.[1];
    if (name === undefined && !SCRIPTS.has(language)) continue;
    if (name === undefined || open === undefined || open.files.has(name)) {
      open = { title: `${heading} (line ${line})`, files: new Map(), prints: [], complains: [] };
      programs.push(open);
    }
    open.files.set(name ?? `program.${language}`, code);
    open.prints.push(...behind('→', code));
    open.complains.push(...behind('stderr:', code));
    if (name === undefined) open = undefined;
  }
  return programs;
}

/**
 * All blocks of code, whether they are run or not.
 *
 * @param {string} markdown
 * @returns {{ language: string, code: string, line: number }[]}
 */
export function blocksIn(markdown) {
  return [...partsOf(markdown)].filter(({ code }) => code !== undefined);
}

/** The headings and the blocks of code, in order. */
function* partsOf(markdown) {
  let block;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (block !== undefined) {
      if (line.trim() === '```') {
        yield { ...block, code: block.lines.join('\n') };
        block = undefined;
      } else block.lines.push(line);
    } else if (line.startsWith('```')) {
      block = { language: line.slice(3).trim(), line: index + 1, lines: [] };
    } else if (line.startsWith('#')) {
      yield { heading: line.replace(/^#+ /, '') };
    }
  }
}

function behind(mark, code) {
  return [...code.matchAll(new RegExp(`// ${mark} (.*)$`, 'gm'))].map(([, text]) => text);
}
