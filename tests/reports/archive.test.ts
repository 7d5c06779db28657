import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { changeOf } from '../../src/measurement/change.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import { archive } from '../../src/reports/archive/archive.js';
import { answerColumns, missingCodes } from '../../src/reports/archive/columns.js';
import { zipped } from '../../src/reports/archive/zip.js';
import type { Response } from '../../src/responses/response.js';
import type { Measured } from '../../src/waves/measured.js';
import { measuredSample, now, questionnaire, sampleResponses, sampleWave, sha256 } from './sample-wave.js';

type Line = Record<string, string>;

let measured: Measured;
let files: Record<string, string>;
let microdata: Line[];

const share = (text: string): number => Number.parseInt(sha256(text).slice(0, 6), 16) / 0xffffff;

/** With answers to the core questions of the model: one opinion that runs through all of them, and chance. */
function withCore(response: Response): Response {
  const { definition, scaleOf } = questionnaire(response.survey);
  if (!response.service) return response;
  const own = share(response.responseId);
  const answers = Object.values(definition.index.core ?? {})
    .flat()
    .flatMap((id): [string, number][] => {
      const scale = scaleOf.get(id);
      const opinion = 0.6 * own + 0.4 * share(response.responseId + id);
      return scale ? [[id, scale.min + Math.round((scale.max - scale.min) * opinion)]] : [[id, opinion < 0.3 ? 1 : 2]];
    });
  return { ...response, answers: { ...response.answers, ...Object.fromEntries(answers) } };
}

beforeAll(async () => {
  const before = sampleWave({
    id: 'before',
    opensAt: new Date('2026-07-31T16:00:00Z'),
    closesAt: new Date('2026-08-31T16:00:00Z'),
  });
  const earlier = await measuredSample(
    before,
    sampleResponses(before, 50, () => 6),
  );
  const wave = sampleWave();
  measured = await measuredSample(wave, sampleResponses(wave, 60).map(withCore));
  const packed = unzipSync(
    Buffer.concat([...zipped(archive(measured, { change: changeOf(earlier, measured, true) }), now)]),
  );
  files = Object.fromEntries(
    Object.entries(packed).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]),
  );
  microdata = table('microdata.csv');
});

const table = (name: string): Line[] => parse(files[name] ?? '', { bom: true, columns: true });

describe('the archive', () => {
  it('holds every row of the frame and nothing that leads back to a person', () => {
    expect(microdata).toHaveLength(measured.frame.rows);
    const all = Object.values(files).join('\n');
    for (const { responseId, receipt } of measured.responses) {
      expect(all).not.toContain(responseId);
      expect(all).not.toContain(receipt);
    }
    expect(all).not.toContain('秘密');
    expect(all).not.toContain('13800000000');
    expect(
      Object.keys(microdata[0] ?? {}).filter((name) => name.endsWith('_o1') || name.includes('suggestion')),
    ).toEqual([]);
  });

  it('reproduces an item score from codes and weights alone', () => {
    const rows = microdata.filter((line) => line['service_district'] === '330603' && line['service_user'] === '1');
    const valid = rows.filter(
      (line) =>
        line['survey'] === 'education' && Number(line['education__edu_b2']) <= 10 && line['education__edu_b2'] !== '',
    );
    const weight = (line: Line) => Number(line['final_weight']);
    const sum = valid.reduce((total, line) => total + weight(line), 0);
    const mean = valid.reduce((total, line) => total + weight(line) * Number(line['education__edu_b2']), 0) / sum;
    const { estimate } = scoreOf(measured.measurement, 'item:education/edu_b2', '330603').figure;
    expect((100 * (mean - 1)) / 9).toBeCloseTo(estimate ?? 0, 9);
  });

  it('keeps the weights as columns that multiply to the final one, and its sums are the margins', () => {
    for (const line of microdata) {
      const start = Number(line['base_weight']) / Number(line['allocation']);
      expect(Number(line['final_weight'])).toBeCloseTo(start * Number(line['raking_factor']), 6);
    }
    const men = microdata.filter(
      ({ survey, sex, residence_district }) =>
        survey === 'finance' && sex === 'male' && residence_district === '330683',
    );
    const sum = men.reduce((total, line) => total + Number(line['final_weight']), 0);
    const margin = table('margins.csv').find(
      ({ survey, district, category }) => survey === 'finance' && category === 'male' && district === '330683',
    );
    expect(sum / Number(margin?.['target'])).toBeCloseTo(1, 9);
  });

  it('numbers persons, and says what they could be given only where several surveys are asked in one interview', () => {
    const people = new Set(microdata.map((line) => line['respondent']));
    expect(people.size).toBe(measured.frame.respondents);
    expect(new Set(microdata.map((line) => line['eligible']))).toEqual(new Set(['']));
  });

  it('writes a stated non-answer as its code and an unasked question as nothing', () => {
    const codes = microdata.map((line) => line['education__edu_a1']);
    expect(codes).toContain('98');
    expect(
      microdata.filter(({ survey }) => survey === 'finance').every((line) => line['education__edu_a1'] === ''),
    ).toBe(true);
  });

  it('documents every column of the microdata and every code in it, in both languages', () => {
    const codebook = table('codebook.csv');
    const columns = Object.keys(microdata[0] ?? {});
    const codes = new Map(columns.map((name) => [name, codebook.filter(({ column }) => column === name)]));
    expect(columns.filter((name) => codes.get(name)?.length === 0)).toEqual([]);
    expect(codebook.filter(({ text_zh: zh, text_en: en }) => !zh || !en)).toEqual([]);
    expect(codebook.filter((line) => line['code'] && !(line['label_zh'] && line['label_en']))).toEqual([]);
    const unlabelled = columns.filter((name) => {
      const lines = codes.get(name) ?? [];
      const known = new Set(['', ...lines.map(({ code }) => code)]);
      return lines.some(({ code }) => code !== '') && microdata.some((line) => !known.has(line[name]));
    });
    expect(unlabelled).toEqual([]);
    expect(columns.filter((name) => name.includes('__')).length).toBeGreaterThan(60);
  });

  it('numbers PSUs as they come up, so that no number tells the place of an enumerator, a day or a site among the others', () => {
    const numbers = [...new Set(microdata.map((line) => Number(line['psu'])))];
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    const pairs = new Set(microdata.map((line, row) => `${line['psu']} ${measured.frame.columns.psu[row]}`));
    expect(pairs.size).toBe(numbers.length);
  });

  it('names the column of each satisfied share, from which the share can be computed', () => {
    const { definitions, method } = JSON.parse(files['method.json'] ?? '') as {
      definitions: { survey: string; satisfied: { column: string; min: number; max: number } }[];
      method: { satisfiedFrom: number };
    };
    for (const { survey, satisfied } of definitions) {
      const rows = microdata.filter((line) => {
        const code = Number(line[satisfied.column] || Number.NaN);
        return line['survey'] === survey && line['service_district'] === '330602' && code >= 1 && code <= satisfied.max;
      });
      const sum = (lines: Line[]) => lines.reduce((total, line) => total + Number(line['final_weight']), 0);
      const content = rows.filter((line) => Number(line[satisfied.column]) >= method.satisfiedFrom);
      const published = table('estimates.csv').find(
        ({ figure, node, district }) =>
          figure === 'satisfied_share' && node === `survey:${survey}` && district === '330602',
      );
      expect((100 * sum(content)) / sum(rows)).toBeCloseTo(Number(published?.['estimate']), 9);
    }
  });

  it('gives every figure unrounded, with covariances whose diagonal is the squared standard error', () => {
    const estimates = table('estimates.csv');
    const overall = estimates.find(
      ({ figure, node, district }) => figure === 'index' && node === 'overall' && district === '330624',
    );
    expect(Number(overall?.['estimate'])).toBe(scoreOf(measured.measurement, 'overall', '330624').figure.estimate);
    const variance = table('covariance.csv').find(
      ({ node, district_a: a, district_b: b }) => node === 'overall' && a === '330624' && b === '330624',
    );
    expect(Math.sqrt(Number(variance?.['covariance']))).toBeCloseTo(Number(overall?.['se']), 12);
    expect(estimates.filter(({ figure }) => figure === 'city_official')).toHaveLength(5);
  });

  it('gives changes with what they can be computed from again, and none without an earlier wave', () => {
    const changes = table('changes.csv').filter(({ change }) => change !== '');
    expect(changes.length).toBeGreaterThan(20);
    for (const line of changes) {
      const number = (name: string) => Number(line[name]);
      expect(number('later') - number('earlier')).toBeCloseTo(number('change'), 9);
      const variance = number('earlier_se') ** 2 + number('later_se') ** 2 - 2 * number('covariance');
      expect(Math.sqrt(variance)).toBeCloseTo(number('se'), 9);
      expect(number('change') / number('se')).toBeCloseTo(number('t'), 9);
      expect(number('p_holm')).toBeGreaterThanOrEqual(number('p'));
    }
    expect(archive(measured).map(({ name }) => name)).not.toContain('changes.csv');
  });

  it('gives the scores of the modes from which those at one mix can be computed', () => {
    const lines = table('modes.csv');
    const held = lines.filter(({ figure, estimate }) => figure === 'held_mix' && estimate !== '');
    expect(held.length).toBeGreaterThan(6);
    for (const { node, district, estimate, ci_low: low } of held) {
      const own = lines.filter((line) => line['mode'] && line['node'] === node && line['district'] === district);
      const sum = own.reduce((total, line) => total + Number(line['target']) * Number(line['estimate']), 0);
      expect(sum).toBeCloseTo(Number(estimate), 9);
      if (low) expect(Number(low)).toBeLessThan(Number(estimate));
    }
  });

  it('gives the model and the importance of the items of every survey', () => {
    const lines = table('models.csv');
    for (const survey of ['education', 'finance']) {
      const own = lines.filter((line) => line['survey'] === survey);
      const importance = own.filter(({ figure }) => figure === 'importance');
      expect(importance.reduce((total, line) => total + Number(line['estimate']), 0)).toBeCloseTo(1, 9);
      const paths = own.filter(({ figure }) => figure === 'path_direct');
      expect(paths).toHaveLength(9);
      for (const { se, p } of paths) expect([Number(se) > 0, Number(p) <= 1]).toEqual([true, true]);
      expect(own.filter(({ figure, n }) => figure === 'district_index' && Number(n) > 30)).toHaveLength(6);
    }
  });

  it('says in every file that the data are simulated, and begins each CSV with the byte order mark', () => {
    for (const [name, content] of Object.entries(files)) {
      if (name.endsWith('.csv')) expect(content.codePointAt(0)).toBe(0xfeff);
      if (['codebook.csv', 'tree.csv', 'recompute.R'].includes(name)) continue;
      expect(content.toLowerCase()).toContain('simulated');
    }
    expect(JSON.parse(files['method.json'] ?? '')).toMatchObject({
      simulated: true,
      frameRevision: { id: measured.revision.id },
    });
  });
});

describe('codes of stated non-answers', () => {
  it.each([
    [10, 97, 98, 99],
    [96, 97, 98, 99],
    [97, 997, 998, 999],
    [120, 997, 998, 999],
    [5000, 9997, 9998, 9999],
  ])('stay clear of answers up to %i', (largest, notUsed, dontKnow, refused) => {
    expect(missingCodes(largest)).toEqual({ notUsed, dontKnow, refused });
  });

  it('stay clear of the codes of every question at hand', () => {
    const columns = ['education', 'finance', 'transport', 'elderly-care'].flatMap((id) =>
      answerColumns(questionnaire(id)),
    );
    const clashes = columns.filter(
      ({ question, missing }) =>
        'options' in question && question.options.some(({ code }) => Object.values(missing).includes(code)),
    );
    expect(clashes).toEqual([]);
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  });
});
