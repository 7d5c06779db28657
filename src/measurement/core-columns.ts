import type { Questionnaire } from '../definition/questionnaire.js';
import type { Response } from '../responses/response.js';

/** A core question of a survey, beside its index: answers as numbers. */
export interface CoreColumn {
  /** Expectation, quality, value, satisfaction, complaint, loyalty ... */
  construct: string;
  id: string;
  /** NaN where there is no valid answer. */
  values: Float64Array;
  min: number;
  max: number;
}

/**
 * The core questions of a survey as numbers: ratings on their own scale; a choice of two as 1 for the first option and 0 for the other.
 * Questions of other types are left out.
 *
 * @param responses rows of the survey, in their order in the frame
 * @returns columns by construct, in the order of the definition; NaN where there is no valid answer, or no use of the service
 * @example a complaint answered by code 1 (yes), 2 (no) and not at all: [1, 0, NaN], min 0, max 1
 */
export function coreColumns(questionnaire: Questionnaire, responses: readonly Response[]): CoreColumn[] {
  const constructs = Object.entries(questionnaire.definition.index.core ?? {});
  return constructs.flatMap(([construct, ids]) =>
    ids.flatMap((id) => {
      const reading = readingOf(questionnaire, id);
      if (!reading) return [];
      const { number, ...ends } = reading;
      const values = Float64Array.from(responses, ({ result, answers }) => {
        const answer = answers[id];
        return result !== 'notServiceUser' && typeof answer === 'number' ? number(answer) : Number.NaN;
      });
      return [{ construct, id, values, ...ends }];
    }),
  );
}

interface Reading {
  min: number;
  max: number;
  number: (code: number) => number;
}

function readingOf({ answerables, scaleOf }: Questionnaire, id: string): Reading | undefined {
  const scale = scaleOf.get(id);
  if (scale) {
    const { min, max } = scale;
    return { min, max, number: (code) => (code >= min && code <= max ? code : Number.NaN) };
  }
  const question = answerables.get(id)?.question;
  if (question?.type !== 'single' || question.options.length !== 2) return undefined;
  const [first, second] = question.options.map(({ code }) => code);
  return { min: 0, max: 1, number: (code) => (code === first ? 1 : code === second ? 0 : Number.NaN) };
}
