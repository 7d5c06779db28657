import { expect } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../src/web/root.js';

/** One element a line, whatever the templates leave between them. */
const tidy = (html: string): string =>
  `${html
    .replaceAll(/>\s+</g, '>\n<')
    .replaceAll(/[ \t]*\r?\n\s*/g, '\n')
    .trim()}\n`;

/** Compares with a file of tests/golden/; UPDATE_GOLDEN=1 writes it anew, and the change is reviewed like any other. */
export function expectGoldenHtml(name: string, html: string): void {
  const file = join(root, 'tests/golden', name);
  if (process.env['UPDATE_GOLDEN']) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, tidy(html));
  }
  expect(tidy(html)).toBe(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
}
