import { canonicalJson } from '../canonical.js';
import { pipesIn } from '../piping.js';
import { ruleReferences } from '../rules.js';
import type { Computed, Definition, Page, Question, Rule } from '../types.js';
import { usedQuestions } from '../used-questions.js';
import { screenedPages } from './screened-pages.js';

/** A question of the screened pages, or a value computed from them: what it says, and what it looks at. */
export interface DoorElement {
  id: string;
  json: string;
  references: string[];
}

export function doorElements(definition: Definition): DoorElement[] {
  const pages = screenedPages(definition);
  const questions = pages.flatMap((page) => page.questions.map((question) => questionElement(page, question)));
  return [...questions, ...doorComputed(definition).map(computedElement)];
}

/** Computed values that need no question after the screened pages. */
export function doorComputed(definition: Definition): Computed[] {
  const { computed = [] } = definition;
  const asked = new Set(screenedPages(definition).flatMap(({ questions }) => questions.map(({ id }) => id)));
  return computed.filter(({ value }) =>
    usedQuestions({ equal: [value, value] }, computed).every((id) => asked.has(id)),
  );
}

/** Ids that mean the very same in every survey, down to the words and to what they depend on: they are asked once. */
export function sharedIds(definitions: readonly Definition[]): Set<string> {
  const [first = [], ...others] = definitions.map(doorElements);
  const equal = first.filter(({ id, json }) =>
    others.every((elements) => elements.some((each) => each.id === id && each.json === json)),
  );
  return closed(equal);
}

/** Leaves out what looks at something that is not shared itself. */
function closed(elements: readonly DoorElement[]): Set<string> {
  const ids = new Set(elements.map(({ id }) => id));
  const kept = elements.filter(({ references }) => references.every((id) => ids.has(id)));
  return kept.length === elements.length ? ids : closed(kept);
}

function questionElement({ when: pageWhen }: Page, question: Question): DoorElement {
  const rules = [pageWhen, question.when, ...(question.checks ?? []).map(({ holds }) => holds)];
  const json = canonicalJson({ question, ...(pageWhen && { pageWhen }) });
  const looked = [...rules.flatMap(referencesOf), ...pipesIn(json).map(({ id }) => id)];
  return { id: question.id, json, references: looked.filter((id) => id !== question.id) };
}

function computedElement(computed: Computed): DoorElement {
  const { id, value } = computed;
  return { id, json: canonicalJson(computed), references: ruleReferences({ equal: [value, value] }) };
}

function referencesOf(rule: Rule | undefined): string[] {
  return rule === undefined ? [] : ruleReferences(rule);
}
