import type { RoutePage, RouteQuestion } from '../answers/relevant.js';
import type { Check, Definition, Item, Question, Rule } from '../definition/types.js';
import { pageSight, type PageSight } from './page-sight.js';

/**
 * What the browser needs to check a page with the same engine as the server: the questions that are asked, without their words and
 * without anything of other pages. What lies on other pages does not change here: a condition on them alone holds, since the question is
 * asked. Checks that look there are left to the server; so are questions whose condition looks both there and here.
 */
export function pageDefinition(definition: Definition, { page, questions }: RoutePage): Definition {
  const { statutory: _statutory, previous: _previous, computed = [], ...rest } = definition;
  const sight = pageSight(questions.flatMap(idsOf), computed);
  const bare = questions.flatMap((question) => bareQuestion(question, sight));
  const scales = new Set(bare.flatMap((question) => ('scale' in question ? [question.scale] : [])));
  return {
    ...rest,
    title: {},
    intro: {},
    thanks: {},
    scales: Object.fromEntries([...scales].map((id) => [id, { min: 0, max: 0, ...definition.scales[id], labels: {} }])),
    pages: [{ id: page.id, questions: bare }],
    computed: computed.filter(({ id }) => sight.ofId(id) === 'here').map((each) => ({ ...each, label: {} })),
    screening: [],
    index: { ...definition.index, dimensions: [] },
  };
}

function idsOf({ question, items }: RouteQuestion): string[] {
  return [question.id, ...items.map(({ id }) => id)];
}

function bareQuestion({ question, items }: RouteQuestion, sight: PageSight): Question[] {
  const isSure = ({ when }: Question | Item): boolean => when === undefined || sight.ofRule(when) !== 'unsure';
  if (!isSure(question)) {
    sight.leaveOut(idsOf({ question, items }));
    return [];
  }
  const kept = items.filter((item) => {
    const isKept = isSure(item);
    if (!isKept) sight.leaveOut([item.id]);
    return isKept;
  });
  return question.type === 'rating-group' && kept.length === 0 ? [] : [withoutWords(question, kept, sight)];
}

function withoutWords(question: Question, items: readonly Item[], sight: PageSight): Question {
  const { note: _note, hint: _hint, when: _when, checks, ...rest } = question;
  return {
    ...rest,
    text: {},
    ...ownCondition(question, sight),
    ...(checks ? { checks: checks.map((check) => ownCheck(check, sight)) } : {}),
    ...('options' in question
      ? {
          options: question.options.map(({ code, exclusive }) => ({
            code,
            label: {},
            ...(exclusive ? { exclusive } : {}),
          })),
        }
      : {}),
    ...(question.type === 'number' && question.unit ? { unit: {} } : {}),
    ...(question.type === 'consent' ? { accept: {}, decline: {} } : {}),
    ...(question.type === 'rating-group'
      ? { items: items.map((item) => ({ id: item.id, text: {}, ...ownCondition(item, sight) })) }
      : {}),
  };
}

function ownCondition({ when }: { when?: Rule }, sight: PageSight): { when?: Rule } {
  return when && sight.ofRule(when) === 'here' ? { when } : {};
}

/** A fault names its check by its place in the list: what is left to the server keeps its place, and always holds. */
function ownCheck(check: Check, sight: PageSight): Check {
  return sight.ofRule(check.holds) === 'here' ? check : { holds: { and: [] }, severity: check.severity, text: {} };
}
