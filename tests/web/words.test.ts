import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue, translator } from '../../src/web/locale.js';
import { problemCodes } from '../../src/web/problems.js';
import { root } from '../../src/web/root.js';
import { outcomes } from '../../src/fieldwork/outcome.js';

const catalogue = loadCatalogue();
const chinese = Object.keys(catalogue['zh-CN']);

function files(folder: string, ending: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(root, folder, name));
}

describe('the words of the interface', () => {
  it('are the same keys in Chinese and in English', () => {
    expect(Object.keys(catalogue.en).sort()).toEqual([...chinese].sort());
  });

  it('fill the same places in both languages', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const different = chinese.filter(
      (key) => places(catalogue['zh-CN'][key]!).join() !== places(catalogue.en[key] ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('hold every key that a page or a program names in full', () => {
    const named = [...files('views', '.ejs'), ...files('src', '.ts')].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\('([a-z][\w]*\.[\w.]+\w)'/g)].map(([, key]) => key!),
    );
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((key) => !chinese.includes(key))).toEqual([]);
  });

  it('name every problem and every outcome', () => {
    const wanted = [
      ...problemCodes.flatMap((code) => [`problems.${code}.title`, `problems.${code}.text`]),
      ...outcomes.map(({ code }) => `fieldwork.outcome.${code}`),
    ];
    expect(wanted.filter((key) => !chinese.includes(key))).toEqual([]);
  });

  it('use Chinese punctuation between Chinese characters', () => {
    const odd = chinese.filter((key) => /[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]/.test(catalogue['zh-CN'][key]!));
    expect(odd).toEqual([]);
  });
});

describe('translator', () => {
  it('fills places, and throws for a key nobody wrote', () => {
    const t = translator(catalogue, 'en');
    expect(t('interview.step', { step: 2, steps: 9 })).toBe('Step 2 of 9');
    expect(() => t('interview.nothing')).toThrow('interview.nothing');
  });
});
