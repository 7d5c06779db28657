import { describe, expect, test } from '@jest/globals';
import { estimates, secondsOf } from '../../src/definition/estimate.js';
import { interviewPaths } from '../../src/definition/interview-paths.js';
import { modeLimits, modeWarnings } from '../../src/definition/mode-warnings.js';
import type { Definition, Question } from '../../src/definition/types.js';
import { definitionOf, survey } from './fixtures.js';

const transport = survey('transport').definition;
const copy = (definition: Definition) => JSON.parse(JSON.stringify(definition)) as Definition;

/** The bus survey with one question changed. */
function withQuestion(id: string, change: (question: Question) => Question): Definition {
  const changed = copy(transport);
  for (const page of changed.pages)
    page.questions = page.questions.map((each) => (each.id === id ? change(each) : each));
  return changed;
}

const codesOf = (definition: Definition) => modeWarnings(definition, 'zh-CN').map(({ code }) => code);
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

describe('the estimate', () => {
  test('is the example of its docstring', () => {
    expect(estimates(transport, 'zh-CN').get('phone')).toEqual({
      typical: 7.3,
      longest: 7.4,
      introduction: 23,
      substantive: 25,
    });
  });

  test('takes 60 seconds to say 250 Chinese signs or 183 English words, and less to read them', () => {
    expect(secondsOf(both('字'.repeat(250), ''), 'phone', 'zh-CN')).toBeCloseTo(60);
    expect(secondsOf(both('', 'word '.repeat(183)), 'onsite', 'en')).toBeCloseTo(60);
    expect(secondsOf(both('字'.repeat(390), ''), 'online', 'zh-CN')).toBeCloseTo(60);
    expect(secondsOf(both('', 'word '.repeat(238)), 'online', 'en')).toBeCloseTo(60);
  });

  test('counts numbers and Latin words in Chinese as one sign each, and no punctuation', () => {
    expect(secondsOf(both('请打1到10分，WiFi。', ''), 'phone', 'zh-CN')).toBeCloseTo((7 / 250) * 60);
  });

  test('takes the wording of the mode', () => {
    const wordy = withQuestion('tra_value', (question) => ({
      ...question,
      text: { default: both('值吗？', 'Worth it?'), phone: both('字'.repeat(250), 'word '.repeat(183)) },
    }));
    const [before, after] = [transport, wordy].map((each) => estimates(each, 'zh-CN'));
    expect(after!.get('phone')!.typical - before!.get('phone')!.typical).toBeCloseTo(0.8, 1);
    expect(after!.get('online')!.typical).toBeLessThanOrEqual(before!.get('online')!.typical);
  });

  test('asks a follow-up of half the people for half of its time', () => {
    const asked = interviewPaths(transport, 400).filter((path) =>
      path.some(({ question }) => question.id === 'tra_channel'),
    );
    expect(asked.length / 400).toBeGreaterThan(0.4);
    expect(asked.length / 400).toBeLessThan(0.6);
  });

  test('follows only service users, and everybody the same way twice', () => {
    const ways = interviewPaths(transport, 50);
    expect(ways.every((path) => path.at(-1)?.pageId === 'person')).toBe(true);
    expect(interviewPaths(transport, 50)).toEqual(ways);
  });

  test('goes through rules on computed values, days and orderings', () => {
    const tour = definitionOf('schemas/surveys/tour.v1.json');
    const ids = new Set(
      interviewPaths(tour, 200)
        .flat()
        .map(({ question }) => question.id),
    );
    expect([...ids].sort()).toEqual(tour.pages.flatMap((page) => page.questions.map(({ id }) => id)).sort());
  });
});

describe('the limits of modes', () => {
  test('are those decided for phone, on site and online', () => {
    expect(modeLimits).toEqual({
      minutes: { phone: 7, onsite: 15, online: 10 },
      phone: { substantive: 20, options: 5, items: 5, introduction: 25, sentence: 20 },
    });
  });

  test.each(['education', 'transport', 'elderly-care', 'finance'])(
    'warn of nothing in %s but its length by phone',
    (id) => {
      const online = survey(id).definition;
      expect(codesOf(online).filter((code) => !/tooLong|tooManySubstantive|longList/.test(code))).toEqual([]);
      expect(codesOf({ ...copy(online), modes: ['onsite', 'online'] })).toEqual([]);
    },
  );

  test('leave out lists of districts, which people name by themselves', () => {
    const lists = modeWarnings(transport, 'zh-CN').filter(({ code }) => code === 'warning.longList');
    expect(lists.map(({ params }) => params['question'])).toEqual(['occupation']);
  });

  test('leave out the option that excludes the others: it is not read', () => {
    const lists = modeWarnings(survey('elderly-care').definition, 'zh-CN').filter(
      ({ code }) => code === 'warning.longList',
    );
    expect(lists.map(({ params }) => params)).toEqual([{ question: 'occupation', options: 8, limit: 5 }]);
  });

  test('warn of a rating that cannot be left without an opinion online', () => {
    const forced = withQuestion('tra_value', (question) => ({ ...question, missing: ['refused'] }));
    expect(codesOf(forced)).toContain('warning.forced');
  });

  test('warn of a phone text of more than 20 seconds and of long opening words', () => {
    const long = { default: both('好', 'Good'), phone: both('字'.repeat(120), 'word') };
    expect(codesOf(withQuestion('tra_value', (question) => ({ ...question, text: long })))).toContain(
      'warning.longSentence',
    );
    expect(codesOf(withQuestion('notice', (question) => ({ ...question, text: long })))).toContain(
      'warning.introductionTooLong',
    );
  });

  test('warn of more than five items read in one go', () => {
    const items = Array.from({ length: 6 }, (_, at) => ({ id: `i${at}`, text: both('项', 'Item') }));
    expect(codesOf(withQuestion('tra_a', (question) => ({ ...question, items }) as Question))).toContain(
      'warning.longGroup',
    );
  });
});
