import { describe, expect, it } from '@jest/globals';
import type { Answers, Mode } from '../../src/definition/types.js';
import { anchorsOn } from '../../src/interview/anchors.js';
import { closingWords } from '../../src/interview/closing-words.js';
import { answerText, faultText } from '../../src/interview/view-model.js';
import { withSpokenChecks } from '../../src/interview/wording.js';
import { fixture, survey } from '../definition/fixtures.js';
import { responseWith } from '../support/responses.js';
import { asking, questionHtml, shownPage, shownQuestion } from './shown.js';

const words = (key: string) => key;

/** Answers that lead past the first pages of every tiny survey. */
const past: Answers = { consent: 1, sex: 1, age: 2, home: 1, overall: 8, a1: 7, a2: 7, b1: 7 };

describe('a date', () => {
  const parts = (visit: string) =>
    shownQuestion(asking(fixture('date'), { answers: { ...past, visit } }), 'visit').parts;

  it('is shown again as year, month and day', () => {
    expect(parts('2026-11-03')).toEqual(['2026', '11', '03']);
  });

  it('that could not be read is shown again as it was written', () => {
    expect(parts('2026-13-')).toEqual(['2026', '13', '']);
    expect(parts('last week')).toEqual(['last week', '', '']);
  });
});

describe('an ordering', () => {
  const matters = (answers: Answers) => shownQuestion(asking(fixture('ordering'), { answers }), 'matters');

  it('has as many places as are asked for, filled from the answer', () => {
    expect(matters({ ...past, matters: [4, 1] }).parts).toEqual(['4', '1', '']);
  });

  it('is told in its own order, not in the order of the options', () => {
    expect(answerText(matters({ ...past, matters: [4, 1, 2] }), words)).toBe('第4项、第1项、第2项');
  });

  it('selects in each place what stands there', async () => {
    const reader = asking(fixture('ordering'), { answers: { ...past, matters: [4, 1, 2] } });
    const html = await questionHtml(reader, shownQuestion(reader, 'matters'));
    expect([...html.matchAll(/value="(\d)" selected/g)].map(([, code]) => code)).toEqual(['4', '1', '2']);
  });
});

describe('a text that names an earlier answer', () => {
  const reader = asking(fixture('piping-everywhere'), { answers: { ...past, bus: 1, how: 2 }, mode: 'phone' });
  const how = shownQuestion(reader, 'how');

  it('says it in title, question, note, hint, options and items', () => {
    expect(shownPage(reader, 'then').title).toBe('关于第1项');
    expect([how.text, how.note, how.hint]).toEqual(['第1项怎么样？', '指第1项', '第1项，最近一次']);
    expect(how.choices.map(({ label, hint }) => label + hint)).toEqual(['第1项快第1项', '慢']);
    expect(shownQuestion(reader, 'g').items.map(({ text }) => text)).toEqual(['第1项的司机']);
  });

  it('says it in the sentence of a check, by the server and in the browser', () => {
    const fault = { code: 'answer.check', path: 'how', params: { check: 0 } };
    expect(faultText(reader, fault, words)).toBe('第1项真慢吗？');
    const spoken = withSpokenChecks(reader.questionnaire.definition, { ...reader, language: 'en' });
    const checks = spoken.pages.flatMap((page) => page.questions.flatMap((question) => question.checks ?? []));
    expect(checks.map(({ text }) => text)).toEqual([{ en: 'Is Option 1 really slow?' }]);
  });

  it('says it in the thanks, from the answers that were sent', () => {
    const response = responseWith({ answers: { ...past, bus: 2 } });
    expect(closingWords(reader.questionnaire, response, 'en')).toEqual({
      screened: false,
      words: 'Thank you for your words on Option 2',
    });
  });

  it('says it in the words of a screening', () => {
    const questionnaire = fixture('piping-screening');
    const answers = { consent: 1, sex: 1, age: 3, home: 1, overall: 1 };
    const response = responseWith({ answers, screening: 'old', mode: 'phone' });
    expect(closingWords(questionnaire, response, 'zh-CN')).toEqual({
      screened: true,
      words: '您选了第3项，打了1分，再见',
    });
  });

  it('brings no markup in with what somebody typed', async () => {
    const answers = { ...past, school: '<b onclick="x">' };
    const typed = asking(fixture('piping-with-fallback'), { answers });
    const html = await questionHtml(typed, shownQuestion(typed, 'said'));
    expect(html).toContain('说说&lt;b onclick=&#34;x&#34;&gt;。');
    expect(html).not.toContain('<b');
  });
});

describe('a seeded order', () => {
  const one = (seed: number) => shownQuestion(asking(fixture('shuffled-options'), { answers: past, seed }), 'one');

  it('is the order of the choices, and keys follow what is seen', () => {
    const orders = [1, 2, 3, 4, 5].map((seed) =>
      one(seed)
        .choices.map(({ value }) => value)
        .join(''),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(orders.every((order) => order.split('').toSorted().join('') === '1234')).toBe(true);
    expect(one(3).choices.map(({ key }) => key)).toEqual(['1', '2', '3', '4']);
  });

  it('is the same each time the page is shown', () => {
    expect(one(4)).toEqual(one(4));
  });
});

describe('a scale with a word for every point', () => {
  it('is chosen by its words, the best first, each under the key of its code', () => {
    const view = shownQuestion(asking(fixture('labelled-five-point-scale'), { answers: past, mode: 'phone' }), 'again');
    expect(view.scale?.labelled).toBe(true);
    expect(view.choices.map(({ key, label }) => key + label)).toEqual([
      '5很满意',
      '4满意',
      '3一般',
      '2不满意',
      '1很不满意',
    ]);
  });
});

describe('reasons for not answering', () => {
  const stated = (mode: Mode, faults: string[] = []) => {
    const found = faults.map((path) => ({ code: 'answer.required', path, params: {} }));
    const view = shownQuestion(asking(fixture('missing-codes'), { answers: past, mode, faults: found }), 'all');
    return view.choices.map(({ label, hidden }) => (hidden ? `(${label})` : label));
  };

  it.each(['phone', 'onsite'] as const)('are all at hand %s, marked as not read out', async (mode) => {
    expect(stated(mode)).toEqual(['dontKnow', 'notUsed', 'refused']);
    const reader = asking(fixture('missing-codes'), { answers: past, mode });
    expect(await questionHtml(reader, shownQuestion(reader, 'all'))).toContain('不读出');
  });

  it('online offer refusing only once the question was left empty', () => {
    expect(stated('online')).toEqual(['dontKnow', 'notUsed', '(refused)']);
    expect(stated('online', ['dk'])).toEqual(['dontKnow', 'notUsed', '(refused)']);
    expect(stated('online', ['all'])).toEqual(['dontKnow', 'notUsed', 'refused']);
  });

  it('online keep refusing in sight where it was chosen', () => {
    const reader = asking(fixture('missing-codes'), { answers: { ...past, all: { missing: 'refused' } } });
    expect(shownQuestion(reader, 'all').choices.map(({ hidden }) => hidden)).toEqual([false, false, false]);
  });
});

describe('the ends of a scale', () => {
  it('are said at each block that does not say them itself, and after every five ratings', () => {
    const items = Array.from({ length: 12 }, (_, at) => ({ id: `i${at}`, text: { 'zh-CN': '项' } }));
    const text = { 'zh-CN': '问' };
    const rating = (id: string, scale: string) => ({
      question: { id, type: 'rating' as const, scale, text },
      items: [],
    });
    const questions = [
      rating('r1', 'ten'),
      rating('r2', 'ten'),
      rating('other', 'five'),
      { question: { id: 'g', type: 'rating-group' as const, scale: 'ten', items, text }, items },
    ];
    expect([...anchorsOn({ page: { id: 'p', questions: [] }, questions })]).toEqual(['r1', 'other', 'g', 'i5', 'i10']);
    const spoken = questions.map((each) => ({
      ...each,
      question: { ...each.question, text: { default: text, phone: text } },
    }));
    const own = anchorsOn({ page: { id: 'p', questions: [] }, questions: spoken });
    expect([...own]).toEqual(['i5', 'i10']);
  });

  it('are not prompted where the wording for the phone says them; cards are prompted on site alone', () => {
    const prompts = (mode: Mode) => {
      const { questions } = shownPage(asking(survey('education'), { mode, answers: { consent: 1 } }), 'core');
      return questions.map(({ anchors, card }) => [anchors, card]);
    };
    expect(prompts('phone')).toEqual([1, 2, 3, 4, 5].map(() => [false, 0]));
    expect(prompts('onsite')).toEqual([2, 3, 4, 5, 6].map((card) => [false, card]));
    expect(prompts('online')).toEqual([1, 2, 3, 4, 5].map(() => [false, 0]));
  });
});
