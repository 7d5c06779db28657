import { expect, it } from '@jest/globals';
import { exclusionGrounds, type Result } from '../../src/responses/response.js';
import { submissionFaultCodes } from '../../src/responses/submission.js';
import { loadCatalogue } from '../../src/web/locale.js';

const results: Record<Result, true> = {
  complete: true,
  partial: true,
  breakOff: true,
  notServiceUser: true,
  outOfPopulation: true,
  quotaFull: true,
};

it('every fault, ground, result, state and change that a reviewer meets has words in both languages', () => {
  const wanted = [
    ...submissionFaultCodes.flatMap((code) => [`fault.${code}`, `faultName.${code}`]),
    ...exclusionGrounds.map((ground) => `ground.${ground}`),
    ...Object.keys(results).map((result) => `result.${result}`),
    ...['waiting', 'decided', 'kept', 'taken', 'released', 'rejected'].map((state) => `state.${state}`),
    ...['released', 'corrected', 'excluded', 'included'].map((kind) => `history.${kind}`),
    ...['clock', 'released'].map((flag) => `flag.${flag}`),
    ...['conflict', 'quarantine', 'response', 'correct'].map((page) => `late.${page}`),
    ...['reasonMissing', 'reasonPersonal', 'decisionMissing', 'otherSurvey', 'sourceMissing', 'leaveOut'].map(
      (code) => `wrong.${code}`,
    ),
    ...['stuck', 'lasting', 'groundMissing', 'unchanged', 'drops'].map((code) => `wrong.${code}`),
  ];
  const lacking = Object.values(loadCatalogue()).flatMap((words) => wanted.filter((key) => !words[`responses.${key}`]));
  expect(lacking).toEqual([]);
});
