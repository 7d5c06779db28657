import type { RoutePage } from '../answers/relevant.js';
import { ruleReferences } from '../definition/rules.js';
import type { Definition, Item, Question, Rule } from '../definition/types.js';

/**
 * What the browser needs to check a page with the same engine as the server: the questions that are asked, without their words and
 * without anything of other pages. Rules that look at other pages are left to the server.
 */
export function pageDefinition(definition: Definition, { page, questions }: RoutePage): Definition {
  const here = new Set(questions.flatMap(({ question, items }) => [question.id, ...items.map(({ id }) => id)]));
  const scales = new Set(questions.flatMap(({ question }) => ('scale' in question ? [question.scale] : [])));
  const own = (rule: Rule) => ruleReferences(rule).every((id) => here.has(id));
  return {
    ...definition,
    title: {},
    intro: {},
    thanks: {},
    scales: Object.fromEntries([...scales].map((id) => [id, { min: 0, max: 0, ...definition.scales[id], labels: {} }])),
    pages: [{ id: page.id, questions: questions.map(({ question, items }) => withoutWords(question, items, own)) }],
    screening: [],
    index: { ...definition.index, dimensions: [] },
  };
}

function withoutWords(question: Question, items: readonly Item[], own: (rule: Rule) => boolean): Question {
  const { note: _note, hint: _hint, when, checks, ...rest } = question;
  const bare: Question = {
    ...rest,
    text: {},
    ...(when && own(when) ? { when } : {}),
    ...(checks ? { checks: checks.filter(({ holds }) => own(holds)) } : {}),
    ...('options' in question
      ? {
          options: question.options.map(({ code, exclusive }) => ({
            code,
            label: {},
            ...(exclusive ? { exclusive } : {}),
          })),
        }
      : {}),
    ...(question.type === 'rating-group' ? { items: items.map(({ id }) => ({ id, text: {} })) } : {}),
  };
  return bare;
}
