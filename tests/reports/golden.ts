import { expect } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Line ends are the working copy's affair, and digits beyond the sixth depend on the arithmetic of the machine. */
const steady = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(/\d+\.\d{7,}(e-?\d+)?/g, (number) => Number(number).toFixed(6));

/** Compares with a kept file; UPDATE_GOLDEN=1 writes it anew, and the change is reviewed like any other. */
export function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, 'golden', name);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, steady(text));
  expect(steady(text)).toBe(readFileSync(file, 'utf8'));
}
