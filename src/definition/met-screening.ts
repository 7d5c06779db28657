import { notYet } from './answer-of.js';
import { holds, ruleReferences } from './rules.js';
import type { Answers, Rule, Screening } from './types.js';

/** Operators that make something of there being no answer. */
const ofAbsence: readonly string[] = ['answered', 'missing', 'count', 'first'];

const found = new WeakMap<Rule, readonly string[]>();

/**
 * The first screening that is met. Screenings may look at questions that come later: of these nothing is known yet, not even that they
 * have no answer, so that nobody is let go for what was not asked.
 */
export function metScreening(
  screening: readonly Screening[],
  known: Answers,
  isPassed: (id: string) => boolean,
): Screening | undefined {
  return screening.find(({ when }) => holds(when, withWaiting(when, known, isPassed)));
}

function withWaiting(rule: Rule, known: Answers, isPassed: (id: string) => boolean): Answers {
  const waiting = waitingIn(rule).filter((id) => !isPassed(id));
  return waiting.length === 0 ? known : { ...Object.fromEntries(waiting.map((id) => [id, notYet])), ...known };
}

/** What a rule looks at, where the absence of an answer may make it true; looked up once a rule, since it is needed after every page. */
function waitingIn(rule: Rule): readonly string[] {
  const waiting = found.get(rule) ?? (restsOnAbsence(rule) ? ruleReferences(rule) : []);
  found.set(rule, waiting);
  return waiting;
}

function restsOnAbsence(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return Object.entries(node).some(([key, inner]) => ofAbsence.includes(key) || restsOnAbsence(inner));
}
