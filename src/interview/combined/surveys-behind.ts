import { doorSurveys } from '../../definition/door/door-id.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Surveys } from '../../definition/surveys.js';
import type { Draft } from '../draft.js';

/** The surveys behind a door, in the order of their wave. */
export function surveysBehind(surveys: Surveys, { opening }: Pick<Draft, 'opening'>): Questionnaire[] {
  return doorSurveys(opening.survey).flatMap(({ id, version }) => surveys.get(id, version) ?? []);
}
