import { beforeAll, describe, expect, it } from '@jest/globals';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import { recipePage, type RecipePage } from '../../src/reports/recipe.js';
import type { Measured } from '../../src/waves/measured.js';
import { measuredSample, readerIn } from './sample-wave.js';

let measured: Measured;

beforeAll(async () => {
  measured = await measuredSample();
});

function recipe(node: string, district: string): RecipePage {
  const page = recipePage(measured, { node, district }, readerIn('en', measured));
  if (!page) throw new Error(`recipe requires a number for ${node} in ${district}`);
  return page;
}

const section = (page: RecipePage, id: string) => page.sections.find((each) => each.id === id);
const numbers = (cells: { text: string }[] | undefined, at: number) => Number(cells?.[at]?.text);

describe('the recipe of a number', () => {
  it.each(['overall', 'sector:finance', 'survey:education', 'dimension:education/a'])(
    'adds the parts of %s up to it',
    (node) => {
      const table = section(recipe(node, '330604'), 'formula-0')?.tables[0];
      const products = (table?.rows ?? []).slice(0, -1).map(({ cells }) => numbers(cells, 2));
      const sum = products.reduce((total, product) => total + product, 0);
      expect(products.length).toBeGreaterThan(0);
      expect(sum).toBeCloseTo(scoreOf(measured.measurement, node, '330604').figure.estimate ?? 0, 2);
      expect(numbers(table?.rows.at(-1)?.cells, 2)).toBeCloseTo(sum, 2);
    },
  );

  it('goes down to the codes of an item, and its mean gives the score', () => {
    const page = recipe('item:education/edu_a1', '330604');
    const [mean, linear] = section(page, 'formula-0')?.paragraphs ?? [];
    const { estimate, n } = scoreOf(measured.measurement, 'item:education/edu_a1', '330604').figure;
    expect(mean).toContain(`${n} users gave a code`);
    expect(Number(/= (\d+\.\d+)\.$/.exec(linear ?? '')?.[1])).toBeCloseTo(estimate ?? 0, 3);
    const codes = section(page, 'formula-0')?.tables[0]?.rows ?? [];
    const given = codes.slice(0, -1).reduce((sum, { cells }) => sum + numbers(cells, 0), 0);
    expect(given).toBe(n);
  });

  it('counts the responses behind it as the figure does', () => {
    const page = recipe('survey:finance', '330681');
    const [used] = section(page, 'responses')?.tables ?? [];
    const valid = used?.rows.reduce((sum, { cells }) => sum + numbers(cells, 3), 0);
    expect(valid).toBe(scoreOf(measured.measurement, 'survey:finance', '330681').figure.n);
  });

  it('names every version and the data it was made from', () => {
    const values = section(recipe('overall', '330602'), 'versions')?.facts.map(({ value }) => value);
    expect(values).toEqual([
      ...measured.questionnaires.map(({ hash }) => hash),
      'v1 (conversion LIN)',
      'census-2020.1',
      '2020-11-01',
      measured.revision.id,
      '0 responses, 0 corrections',
      '0',
      '0',
    ]);
  });

  it('explains its marks', () => {
    const tags = section(recipe('overall', '330602'), 'marks')?.tags ?? [];
    expect(tags.map(({ text }) => text)).toEqual(['Borrowed margins', 'Approximate ages']);
    expect(tags.every(({ meaning }) => meaning.length > 20)).toBe(true);
  });

  it('shows for the city the official shares and the pooled users apart', () => {
    const page = recipe('overall', 'all');
    expect(page.sections.slice(0, 2).map(({ title }) => title)).toEqual(['City score', 'Pooled value of users']);
    const rows = page.sections[0]?.tables[0]?.rows ?? [];
    const sum = rows.slice(0, -1).reduce((total, { cells }) => total + numbers(cells, 2), 0);
    expect(sum).toBeCloseTo(measured.measurement.city[0]?.official.estimate ?? 0, 2);
  });

  it('divides weights for a satisfied share, which has no rank', () => {
    const page = recipe('satisfied:education', '330683');
    const share = measured.measurement.satisfied.find(
      ({ survey, district }) => survey === 'education' && district === '330683',
    );
    const [text] = section(page, 'formula-0')?.paragraphs ?? [];
    expect(Number(/= (\d+\.\d+)%/.exec(text ?? '')?.[1])).toBeCloseTo(share?.figure.estimate ?? 0, 1);
    expect(section(page, 'rank')).toBeUndefined();
    expect(section(recipe('overall', '330683'), 'rank')?.facts[0]?.value).toBe('2 (2)');
  });

  it.each([
    ['overall', 'nowhere'],
    ['item:education/none', '330602'],
    ['satisfied:none', '330602'],
    ['item:education/edu_a1', 'all'],
  ])('does not exist for %s in %s', (node, district) => {
    expect(recipePage(measured, { node, district }, readerIn('en', measured))).toBeUndefined();
  });
});
