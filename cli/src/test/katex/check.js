// Renders the mathematics of LaTeX and Markdown reports with KaTeX in strict mode.
// Usage: node check.js FOLDER, a folder of .tex and .md files that derive wrote.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';

const folder = process.argv[2];
const displays = /\\\[\n([\s\S]*?)\n\\\]|\$\$\n([\s\S]*?)\n\$\$/g;
const inline = /\$([^$\n]+)\$/g;
let formulas = 0;
let failures = 0;

function render(file, tex, displayMode) {
  formulas++;
  try {
    katex.renderToString(tex, { displayMode, strict: 'error', throwOnError: true, trust: false });
  } catch (error) {
    failures++;
    console.error(`${file}: ${error.message}\n  ${tex.replaceAll('\n', '\n  ')}`);
  }
}

for (const file of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(/^%.*\n/gm, '');
  for (const match of text.matchAll(displays)) {
    render(file, match[1] ?? match[2], true);
  }
  for (const match of text.replaceAll(displays, '').matchAll(inline)) {
    render(file, match[1], false);
  }
}
console.log(`${formulas} formulas, ${failures} that do not render`);
process.exit(failures > 0 || formulas === 0 ? 1 : 0);
