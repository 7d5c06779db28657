import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/web/locale.js';

const catalogue = loadCatalogue();
const own = (language: 'zh-CN' | 'en') =>
  Object.keys(catalogue[language]).filter((key) => /^(reports|waves)\./.test(key));
const places = (text: string | undefined) => [...new Set((text ?? '').match(/\{\w+\}/g))].toSorted();

function sources(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(ts|ejs)$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('the words of waves and reports', () => {
  it('exist in both languages with the same places to fill', () => {
    expect(own('en').toSorted()).toEqual(own('zh-CN').toSorted());
    const differing = own('en').filter(
      (key) => places(catalogue.en[key]).join() !== places(catalogue['zh-CN'][key]).join(),
    );
    expect(differing).toEqual([]);
  });

  it('exist for every key that is written out in a page or a view model', () => {
    const text = ['src/reports', 'src/waves', 'views/reports', 'views/waves'].flatMap(sources).join('\n');
    const used = [...text.matchAll(/\bt\('((?:reports|waves)\.[\w.-]+)'/g)].map(([, key]) => key ?? '');
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !(key in catalogue['zh-CN']))).toEqual([]);
  });

  it('exist for every reason and mark that measurement can give', () => {
    const text = sources('src/measurement').join('\n');
    const reasons = [...text.matchAll(/'((?:figure|city|weighting|change)\.[a-zA-Z]+)'/g)].map(
      ([, code]) => `reports.reason.${code}`,
    );
    expect(reasons.length).toBeGreaterThan(8);
    expect(reasons.filter((key) => !(key in catalogue.en))).toEqual([]);
    const type = /export type Mark =([^;]+);/.exec(text.replaceAll(/\/\*\*.*?\*\//g, ''))?.[1] ?? '';
    const marks = [...type.matchAll(/'(\w+)'/g)].flatMap(([, mark]) => [
      `reports.mark.${mark}`,
      `reports.meaning.${mark}`,
    ]);
    expect(marks).toHaveLength(16);
    expect(marks.filter((key) => !(key in catalogue.en))).toEqual([]);
  });
});
