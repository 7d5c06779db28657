import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileBytes } from '../../src/responses/imports/load.js';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import { root } from '../../src/web/root.js';
import { countsOf, fixtureMap, fixtureSurvey, fixtureWave, importFile, importSite, storedIn } from './support.js';

const file = join(root, '../shared/reference/c-pls/mobi.csv');
const present = existsSync(file);
const district = '330602';

/** The mean of every column, straight from the file. */
function meansByHand(): Map<string, number> {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().replaceAll('"', '').split(/\r?\n/);
  const rows = lines.map((line) => line.split(',').map(Number));
  const mean = (at: number) => rows.reduce((sum, row) => sum + (row[at] ?? Number.NaN), 0) / rows.length;
  return new Map(head.split(',').map((name, at) => [name.toLowerCase(), mean(at)]));
}

const ifPresent = present ? describe : describe.skip;

ifPresent(
  '250 customers of a mobile phone provider (runs where the folder shared/reference lies beside the project)',
  () => {
    it('are imported once, and their index is the one that their item means give by hand', async () => {
      const wave = fixtureWave({ surveys: [{ id: 'mobi', version: 1 }], districts: [district] });
      const site = await importSite(wave);
      const request = { survey: 'mobi', map: { ...fixtureMap('mobi'), sampleSource: 'phone-list' } };
      expect(await countsOf(importFile(site, fileBytes(file), request))).toEqual([250, 0, 0, 0]);
      expect(await countsOf(importFile(site, fileBytes(file), request))).toEqual([0, 250, 0, 0]);
      const responses = await storedIn(site);
      await site.close();

      const survey = fixtureSurvey('mobi');
      const measured = measureWave(frameOf(responses, [survey], wave), [survey], wave);
      const estimate = (node: string) => scoreOf(measured, node, district).figure.estimate ?? Number.NaN;
      const means = meansByHand();
      const lin = (item: string) => (100 * ((means.get(item) ?? Number.NaN) - 1)) / 9;
      let index = 0;
      for (const { id, weight, items } of survey.definition.index.dimensions) {
        const scores = items.map(({ item }) => lin(item));
        const dimension = scores.reduce((sum, score) => sum + score, 0) / scores.length;
        items.forEach(({ item }) => expect(estimate(`item:mobi/${item}`)).toBeCloseTo(lin(item), 10));
        expect(estimate(`dimension:mobi/${id}`)).toBeCloseTo(dimension, 10);
        index += weight * dimension;
      }
      expect(means.get('cusa1')).toBeCloseTo(7.988, 10);
      expect(responses.reduce((sum, { answers }) => sum + Number(answers['cusa1']), 0) / 250).toBeCloseTo(7.988, 10);
      expect(Math.abs(estimate('survey:mobi') - index)).toBeLessThan(1e-10);
      expect(Math.abs(estimate('overall') - index)).toBeLessThan(1e-10);
      expect(scoreOf(measured, 'survey:mobi', district).figure.n).toBe(250);
    });
  },
);
