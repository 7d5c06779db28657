import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compileDefinition } from '../../src/definition/compile.js';
import { randomDefinition } from '../answers/random-definition.js';
import { drawsOf } from '../answers/random-draws.js';
import { pageFaults } from '../browser/parity-engine.js';
import { faultsOfPage, sentPages, today } from '../browser/parity-pages.js';

test('of any survey the browser finds on a page what the server finds by this page alone', () => {
  fc.assert(
    fc.property(fc.gen(), fc.nat(1000), (gen, seed) => {
      const questionnaire = compileDefinition(randomDefinition(drawsOf(gen)), () => '');
      const sent = sentPages(questionnaire, seed);
      expect(pageFaults(sent, today)).toEqual(sent.map((page) => faultsOfPage(questionnaire, page)));
    }),
    { numRuns: Number(process.env['RUNS'] ?? 400) },
  );
});
