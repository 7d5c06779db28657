import { outlineOf } from '../definition/outline.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Definition } from '../definition/types.js';
import type { ModeMinutes } from './version-sheet.js';

/** A line of the list of surveys: one version. */
export interface SurveyRow {
  definition: Definition;
  questions: number;
  items: number;
  minutes: ModeMinutes[];
  warnings: number;
}

/** Surveys in the order of their ids, the newest version of each first. */
export function surveyRows(
  all: readonly Questionnaire[],
  lengths: (questionnaire: Questionnaire) => { minutes: ModeMinutes[]; warnings: readonly unknown[] },
): SurveyRow[] {
  const sorted = [...all].sort(
    ({ definition: a }, { definition: b }) => a.id.localeCompare(b.id, 'en') || b.version - a.version,
  );
  return sorted.map((questionnaire) => {
    const { minutes, warnings } = lengths(questionnaire);
    const { definition, indexItems } = questionnaire;
    return {
      definition,
      questions: questionsOf(definition),
      items: indexItems.length,
      minutes,
      warnings: warnings.length,
    };
  });
}

/** Questions that are asked: notes are only read. */
export function questionsOf(definition: Definition): number {
  return outlineOf(definition).questions.filter(({ question }) => question.type !== 'note').length;
}
