import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { SurveyModel } from '../../src/measurement/survey-model.js';
import { arrowBetween, ecsiLayouts } from '../../src/reports/models/ecsi-layout.js';
import { ecsiDiagram, signed } from '../../src/reports/models/ecsi-diagram.js';
import { districtModelTable, quadrantOf } from '../../src/reports/models/model-tables.js';
import { separated } from '../../src/reports/models/separated.js';
import { ecsiPaths } from '../../src/measurement/survey-model.js';
import { addAccount, signedIn, siteForVisitors, type Agent } from '../accounts/site.js';
import type { TestSite } from '../support/app.js';
import { questionnaire, readerIn, sampleResponses, sampleWave } from './sample-wave.js';

let site: TestSite;
let analyst: Agent;
const wave = sampleWave();

beforeAll(async () => {
  site = await siteForVisitors();
  await addAccount(site, 'ana', 'analyst');
  await site.parts.stores.waves.create(wave);
  await site.parts.stores.responses.insertMany(sampleResponses(wave));
  analyst = await signedIn(site, 'ana');
});

afterAll(() => site.close());

describe('the page of a model', () => {
  it.each(['zh-CN', 'en'])('is valid HTML in %s, with a table beside every chart', async (language) => {
    const { status, text } = await analyst.get(`/waves/sample/models/finance?lang=${language}`);
    expect(status).toBe(200);
    const { results } = await new HtmlValidate({
      extends: ['html-validate:standard'],
      rules: { 'no-inline-style': 'off', 'long-title': 'off' },
    }).validateString(text);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
    const charts = text.match(/<svg/g)?.length ?? 0;
    const refused = text.match(/Only|只有/g)?.length ?? 0;
    expect(charts / 2 + refused).toBeGreaterThanOrEqual(2);
  });

  it('leads to the other sectors and is led to from the wave', async () => {
    const { text } = await analyst.get('/waves/sample/models/finance');
    expect(text).toContain('href="/waves/sample/models/education"');
    expect((await analyst.get('/waves/sample')).text).toContain('href="/waves/sample/models/finance"');
  });

  it('does not exist for a sector the wave does not ask about', async () => {
    expect((await analyst.get('/waves/sample/models/tourism')).status).toBe(404);
  });
});

const figure = { estimate: 81.24, se: 0.5 };
const model: Extract<SurveyModel, { status: 'estimated' }> = {
  status: 'estimated',
  n: 300,
  groups: 30,
  df: 29,
  sizes: [{ n: 300, effectiveN: 250 }],
  constructs: [
    { id: 'satisfaction', index: figure, items: [] },
    { id: 'loyalty', r2: { estimate: 0.5349 }, items: [] },
  ],
  paths: [{ from: 'satisfaction', to: 'loyalty', direct: { estimate: -0.004, se: 1 }, total: figure, p: 0.3 }],
  districts: [{ district: '330602', index: figure }],
};

describe('the diagram', () => {
  const words = {
    title: 'A & B',
    t: (key: string, params: Record<string, string | number> = {}) => `${key} ${Object.values(params).join()}`,
  };

  it('shows what the model says: indexes, R2, and what is not significant as dashed', () => {
    const drawn = ecsiDiagram(model, words, 'wide');
    expect(drawn).toContain('models.box.index 81.2');
    expect(drawn).toContain('R² 0.53');
    expect(drawn).toContain('stroke-dasharray');
    expect(drawn).toContain('<title>A &amp; B</title>');
    expect(ecsiDiagram({ ...model, paths: [{ ...model.paths[0]!, p: 0.01 }] }, words, 'wide')).not.toContain(
      'stroke-dasharray',
    );
  });

  it('writes a negative number with a minus of print, and none before a zero', () => {
    expect([signed(-0.224), signed(0.5), signed(-0.004)]).toEqual(['−0.22', '0.50', '0.00']);
  });

  it.each(Object.keys(ecsiLayouts) as (keyof typeof ecsiLayouts)[])(
    'has no arrow through a box on a %s page',
    (shape) => {
      const layout = ecsiLayouts[shape];
      for (const [from, to] of ecsiPaths) {
        const way = arrowBetween(layout, from, to);
        const others = Object.entries(layout.places).filter(([id]) => id !== from && id !== to);
        for (let part = 0; part <= 200; part += 1) {
          const stretch = Math.min(way.length - 2, Math.floor((part / 200) * (way.length - 1)));
          const share = (part / 200) * (way.length - 1) - stretch;
          const x = way[stretch]!.x + share * (way[stretch + 1]!.x - way[stretch]!.x);
          const y = way[stretch]!.y + share * (way[stretch + 1]!.y - way[stretch]!.y);
          const hit = others.filter(
            ([, place]) =>
              Math.abs(x - place.x) < layout.box.width / 2 && Math.abs(y - place.y) < layout.box.height / 2,
          );
          expect({ from, to, hit: hit.map(([id]) => id) }).toEqual({ from, to, hit: [] });
        }
      }
    },
  );
});

describe('the index of a district in a model', () => {
  it.each([
    [29.9, ['样本不足', '—']],
    [30, ['81.24', '80.22 – 82.26']],
  ])('with an effective number of %d is shown as %j, beside its n', (effectiveN, shown) => {
    const reader = readerIn('zh-CN', { questionnaires: [questionnaire('finance')] });
    const reading = { survey: 'finance', reader, confidence: 0.95, shownFloor: 30 };
    const [row] = districtModelTable({ ...model, sizes: [{ n: 41, effectiveN }] }, reading).rows;
    expect(row?.cells.map(({ text }) => text)).toEqual([...shown, '41']);
  });
});

describe('numbered discs', () => {
  const limits = { left: 0, right: 300, top: 0, bottom: 300 };

  it('do not cover each other or leave the chart, even where items are equal', () => {
    const points = [10, 10, 12, 150, 151, 290, 299, 299].map((x) => ({ x, y: x }));
    const all = points.map(() => limits);
    const places = separated(points, 24, all);
    const near = places.flatMap((a, i) => places.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
    expect(Math.min(...near)).toBeGreaterThan(23.9);
    expect(places.every(({ x, y }) => x >= 0 && x <= 300 && y >= 0 && y <= 300)).toBe(true);
  });

  it('stay on their own side of a line', () => {
    const sides = [
      { ...limits, right: 100 },
      { ...limits, left: 100 },
    ];
    const [left, right] = separated(
      [
        { x: 99, y: 50 },
        { x: 101, y: 50.5 },
      ],
      24,
      sides,
    );
    expect(left?.x).toBeLessThanOrEqual(100);
    expect(right?.x).toBeGreaterThanOrEqual(100);
  });

  it('stay where they are while there is room', () => {
    const points = [50, 90, 130].map((x) => ({ x, y: x }));
    expect(separated(points, 24, [limits, limits, limits])).toEqual(points);
  });
});

describe('the quadrants', () => {
  it.each([
    [true, false, 'improve'],
    [true, true, 'keep'],
    [false, false, 'low'],
    [false, true, 'enough'],
  ] as const)('of importance %s and performance %s are called %s', (highImportance, highPerformance, name) => {
    expect(quadrantOf({ id: 'a', importance: 0.1, performance: 80, highImportance, highPerformance })).toBe(name);
  });
});
