import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import { archive } from '../../src/reports/archive/archive.js';
import { answerColumns, missingCodes } from '../../src/reports/archive/columns.js';
import { zipped } from '../../src/reports/archive/zip.js';
import type { Measured } from '../../src/waves/measured.js';
import { measuredSample, now, questionnaire } from './sample-wave.js';

type Line = Record<string, string>;

let measured: Measured;
let files: Record<string, string>;
let microdata: Line[];

beforeAll(async () => {
  measured = await measuredSample();
  const packed = unzipSync(Buffer.concat([...zipped(archive(measured), now)]));
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
