import { holds, ruleReferences } from '../rules.js';
import type { Answers, Fault, Item, Question, Rule, Screening } from '../types.js';
import { canHold } from './can-hold.js';
import type { Written } from './written.js';

/** Pages, questions and items that nobody can be asked, and screenings that nobody can meet. */
export function reachFaults(written: Written): Fault[] {
  const { pages, screening } = written.definition;
  const unreachable = new Set<string>();
  const faults = pages.flatMap((page, pageAt) => {
    const at = { pageAt, path: `/pages/${pageAt}`, rules: rulesOf(page.when) };
    if (canBeAsked(written, at, unreachable)) {
      return page.questions.flatMap((question, n) =>
        questionFaults(question, inside(at, question, `/questions/${n}`), { written, unreachable }),
      );
    }
    page.questions.flatMap(idsOf).forEach((id) => unreachable.add(id));
    return [{ code: 'page.unreachable', path: at.path, params: { page: page.id } }];
  });
  return [...faults, ...screening.flatMap((one, at) => screeningFaults(written, one, { at, unreachable }))];
}

interface Node {
  pageAt: number;
  path: string;
  rules: Rule[];
}

function questionFaults(
  question: Question,
  node: Node,
  { written, unreachable }: { written: Written; unreachable: Set<string> },
): Fault[] {
  if (question.when !== undefined && !canBeAsked(written, node, unreachable)) {
    idsOf(question).forEach((id) => unreachable.add(id));
    return [{ code: 'question.unreachable', path: node.path, params: { question: question.id } }];
  }
  const items = question.type === 'rating-group' ? question.items : [];
  return items.flatMap((item, n) => {
    const own = inside(node, item, `/items/${n}`);
    if (item.when === undefined || canBeAsked(written, own, unreachable)) return [];
    unreachable.add(item.id);
    return [{ code: 'item.unreachable', path: own.path, params: { item: item.id } }];
  });
}

function screeningFaults(
  written: Written,
  { id, when }: Screening,
  { at, unreachable }: { at: number; unreachable: Set<string> },
): Fault[] {
  if (canHold(written, [when], { unreachable, test: (answers) => holds(when, answers) })) return [];
  return [{ code: 'screening.neverTrue', path: `/screening/${at}`, params: { screening: id } }];
}

/** Some answers must make every rule true that stands over it, and none of the screenings before it. */
function canBeAsked(written: Written, { pageAt, rules }: Node, unreachable: Set<string>): boolean {
  const isAsked = (answers: Answers) => rules.every((rule) => holds(rule, answers));
  if (!canHold(written, rules, { unreachable, test: isAsked })) return false;
  return screeningsBefore(written, pageAt).every(({ when }) =>
    canHold(written, [...rules, when], { unreachable, test: (answers) => isAsked(answers) && !holds(when, answers) }),
  );
}

/** Screenings whose questions all stand on earlier pages: they have been looked at by then. */
function screeningsBefore({ definition, outline }: Written, pageAt: number): Screening[] {
  return definition.screening.filter(({ when }) => {
    const places = ruleReferences(when).map((id) => outline.placeOf.get(id));
    return pageAt > 0 && places.every((place) => place !== undefined && place.pageAt < pageAt);
  });
}

function inside(node: Node, { when }: { when?: Rule }, path: string): Node {
  return { ...node, path: node.path + path, rules: [...node.rules, ...rulesOf(when)] };
}

function rulesOf(when: Rule | undefined): Rule[] {
  return when === undefined ? [] : [when];
}

function idsOf(question: Question): string[] {
  return question.type === 'rating-group' ? question.items.map(({ id }: Item) => id) : [question.id];
}
