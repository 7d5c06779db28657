import { describe, expect, it } from '@jest/globals';
import type { Definition, Question } from '../../src/definition/types.js';
import { showCards } from '../../src/interview/show-cards.js';
import { fixture, survey } from '../definition/fixtures.js';

const base = fixture('rating').definition;
const text = (words: string) => ({ 'zh-CN': words, en: words });
const options = (labels: string[]) => labels.map((label, at) => ({ code: at + 1, label: text(label) }));

function definitionWith(questions: Question[]): Definition {
  return { ...base, pages: [{ id: 'p', questions }] };
}

describe('show cards', () => {
  it('are the scales in order of first use, then lists of more than three options', () => {
    const cards = showCards(
      definitionWith([
        { id: 'list', type: 'single', text: text('Which?'), options: options(['a', 'b', 'c', 'd']) },
        { id: 'short', type: 'single', text: text('Yes?'), options: options(['yes', 'no', 'perhaps']) },
        { id: 'score', type: 'rating', scale: 'ten', text: text('How?') },
      ]),
    );
    expect(cards.map(({ number, questionIds }) => [number, questionIds])).toEqual([
      [1, ['score']],
      [2, ['list']],
    ]);
  });

  it('hold every point of a scale from the best down, in the languages of the survey', () => {
    const [card] = showCards(definitionWith([{ id: 'score', type: 'rating', scale: 'ten', text: text('How?') }]));
    expect(card!.lines.map(({ code }) => code)).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1']);
    expect(card!.lines.at(-1)).toEqual({ code: '1', words: { 'zh-CN': '最低', en: 'Lowest' } });
    expect(card!.lines[1]!.words).toEqual({});
  });

  it('are shared by equal lists; a card of one question alone bears it as its title', () => {
    const list = options(['a', 'b', 'c', 'd']);
    const cards = showCards(
      definitionWith([
        { id: 'one', type: 'single', text: text('One?'), options: list },
        { id: 'some', type: 'multiple', text: text('Some?'), options: list },
        { id: 'most', type: 'ordering', text: text('Most?'), options: options(['e', 'f', 'g', 'h']) },
        { id: 'named', type: 'single', text: text('{{one}}?'), options: options(['i', 'j', 'k', 'l']) },
      ]),
    );
    expect(cards.map(({ questionIds, title }) => [questionIds, title])).toEqual([
      [['one', 'some'], undefined],
      [['most'], text('Most?')],
      [['named'], undefined],
    ]);
  });

  it.each(['education', 'transport', 'elderly-care'])('have the numbers that the interviewer reads out in %s', (id) => {
    const { definition } = survey(id);
    const numbers = new Map(
      showCards(definition).flatMap((card) => card.questionIds.map((each) => [each, card.number])),
    );
    for (const question of definition.pages.flatMap((page) => page.questions)) {
      const onsite = 'onsite' in question.text ? question.text.onsite?.en : undefined;
      const said = /card (\d+)/.exec(onsite ?? '')?.[1];
      if (said !== undefined) expect([question.id, numbers.get(question.id)]).toEqual([question.id, Number(said)]);
    }
  });
});
