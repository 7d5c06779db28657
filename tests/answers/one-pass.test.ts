import { beforeAll, describe, expect, test } from '@jest/globals';
import { largeSurvey, type LargeSurvey } from '../../scripts/bench/large-survey.js';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { followToOpen, validateAnswers, validatePage } from '../../src/answers/validate.js';
import type { Operand, Rule } from '../../src/definition/types.js';
import { sha256, survey } from '../definition/fixtures.js';

const today = '2026-11-03';

/** How often each kind of rule was looked at. */
type Looks = Record<'when' | 'check' | 'value' | 'screening', number>;

/** The same survey, whose rules count how often they are evaluated. */
function counting({ questionnaire, answers }: LargeSurvey): LargeSurvey & { looks: Looks } {
  const looks: Looks = { when: 0, check: 0, value: 0, screening: 0 };
  const counted = <T extends Rule | Operand>(written: T, kind: keyof Looks): T => {
    if (typeof written !== 'object') return written;
    const [[key, args]] = Object.entries(written) as [[string, unknown]];
    const get = () => {
      looks[kind] += 1;
      return args;
    };
    return Object.defineProperty({}, key, { enumerable: true, get }) as T;
  };
  const asked = <T extends { when?: Rule }>(written: T): T =>
    written.when === undefined ? written : { ...written, when: counted(written.when, 'when') };
  const computed = questionnaire.computed.map((each) => ({ ...each, value: counted(each.value, 'value') }));
  const pages = questionnaire.definition.pages.map((page) => ({
    ...asked(page),
    questions: page.questions.map((question) => ({
      ...asked(question),
      checks: (question.checks ?? []).map((check) => ({ ...check, holds: counted(check.holds, 'check') })),
    })),
  }));
  const screening = questionnaire.definition.screening.map((each) => ({
    ...each,
    when: counted(each.when, 'screening'),
  }));
  const definition = { ...questionnaire.definition, pages, computed, screening };
  return { questionnaire: { ...questionnaire, definition, computed }, answers, looks };
}

describe.each([50, 500])('a way over %d questions', (questions) => {
  const base = survey('education');
  const large = largeSurvey(base.definition, answerEverything(base), { questions, perPage: 10, sha256 });
  const { questionnaire, answers, looks } = counting(large);
  const reset = () => Object.assign(looks, { when: 0, check: 0, value: 0, screening: 0 });
  const pages = questionnaire.definition.pages.length;
  const screenings = questionnaire.definition.screening.length;
  /** What one pass looks at: every condition and computed value once, every screening at most once after each page. */
  const onePass = { when: questions - 1 + questions / 10, value: questions };

  beforeAll(() => {
    // When computed values can be worked out is found the first time.
    followToOpen(questionnaire, {}, today);
  });

  test('is without fault, with all asked', () => {
    const { faults, soft, answers: relevant } = validateAnswers(questionnaire, answers, today);
    expect([...faults, ...soft]).toEqual([]);
    expect(relevant).toEqual(answers);
    expect(Object.keys(answers).length).toBeGreaterThan(questions);
  });

  test('is seen to its end by looking at each condition, computed value and check once', () => {
    reset();
    expect(followToOpen(questionnaire, answers, today).open).toBeUndefined();
    expect(looks).toMatchObject({ ...onePass, check: questions });
    expect(looks.screening).toBeLessThanOrEqual(pages * screenings);
  });

  test('is checked whole by looking at each once', () => {
    reset();
    validateAnswers(questionnaire, answers, today);
    expect(looks).toMatchObject({ ...onePass, check: 2 * questions });
  });

  test('is checked on one page by looking at that page’s checks alone', () => {
    reset();
    validatePage(questionnaire, 'page4', answers, today);
    expect(looks).toMatchObject({ ...onePass, check: 20 });
  });
});
