import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answer, Scale } from '../definition/types.js';
import type { Response } from '../responses/response.js';
import type { ItemColumn } from './frame.js';

/**
 * The scale that every item of a survey's index uses.
 *
 * @param questionnaire compiled; a checked definition always has it
 * @returns its lowest and highest code, with their labels
 * @throws where the definition has no such scale
 * @example indexScale(questionnaire of items on 1-10) // { min: 1, max: 10, labels }
 */
export function indexScale({ definition }: Questionnaire): Scale {
  const scale = definition.scales[definition.index.scale];
  if (!scale) throw new Error(`indexScale requires a scale ${definition.index.scale} in ${definition.id}`);
  return scale;
}

/**
 * Codes of the index items of service users.
 *
 * @param responses rows of the survey, in their order in the frame
 * @returns a column an item in the order of the tree; NaN where there is no valid answer: none, a stated non-answer, a code off
 * the scale, or no use of the service
 * @throws where the definition lacks the scale of its index
 * @example answers { a1: 7 } and { a1: { missing: 'refused' } }: values [7, NaN]
 */
export function itemColumns(questionnaire: Questionnaire, responses: readonly Response[]): ItemColumn[] {
  const scale = indexScale(questionnaire);
  return questionnaire.indexItems.map((id) => ({ id, values: codesOf(responses, id, scale) }));
}

/**
 * Codes of the question that makes the satisfied share.
 *
 * @param responses rows of the survey, in their order in the frame
 * @returns a code a row on the question's own scale, NaN where there is no valid answer
 * @throws where the definition lacks the scale of its index
 * @example answers 9 and none: [9, NaN]
 */
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
