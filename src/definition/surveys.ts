import type { Questionnaire } from './questionnaire.js';

/** Every questionnaire at hand. */
export interface Surveys {
  all: readonly Questionnaire[];
  get(id: string, version: number): Questionnaire | undefined;
  latest(id: string): Questionnaire | undefined;
}

export function surveysOf(questionnaires: readonly Questionnaire[]): Surveys {
  const all = [...questionnaires].sort((a, b) => a.definition.version - b.definition.version);
  return {
    all,
    get: (id, version) => all.find(({ definition }) => definition.id === id && definition.version === version),
    latest: (id) => all.findLast(({ definition }) => definition.id === id),
  };
}
