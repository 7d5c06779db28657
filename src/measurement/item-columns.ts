import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answer, Scale } from '../definition/types.js';
import type { Response } from '../responses/response.js';
import type { ItemColumn } from './frame.js';

/** The scale that every item of a survey's index uses. */
export function indexScale({ definition }: Questionnaire): Scale {
  const scale = definition.scales[definition.index.scale];
  if (!scale) throw new Error(`indexScale requires a scale ${definition.index.scale} in ${definition.id}`);
  return scale;
}

/** Codes of the index items of service users, NaN where there is no valid answer. */
export function itemColumns(questionnaire: Questionnaire, responses: readonly Response[]): ItemColumn[] {
  const scale = indexScale(questionnaire);
  return questionnaire.indexItems.map((id) => ({ id, values: codesOf(responses, id, scale) }));
}

/** Codes of the question that makes the satisfied share, NaN where there is no valid answer. */
export function satisfactionColumn(questionnaire: Questionnaire, responses: readonly Response[]): Float64Array {
  const id = questionnaire.definition.index.satisfaction;
  const scale = questionnaire.scaleOf.get(id) ?? indexScale(questionnaire);
  return codesOf(responses, id, scale);
}

function codesOf(responses: readonly Response[], id: string, scale: Scale): Float64Array {
  return Float64Array.from(responses, ({ result, answers }) =>
    result === 'notServiceUser' ? Number.NaN : validCode(answers[id], scale),
  );
}

/** Stated non-answers and codes off the scale are no numbers that could enter a mean. */
function validCode(answer: Answer | undefined, { min, max }: Scale): number {
  return typeof answer === 'number' && answer >= min && answer <= max ? answer : Number.NaN;
}
