import { validateAnswers } from '../answers/validate.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Fault } from '../definition/types.js';
import { localDate } from './local-date.js';
import { hasContent } from './has-content.js';
import { responseOf, type Intake, type Submission } from './intake.js';
import type { Response } from './response.js';

/** The part of the response store that taking answers in needs. */
export interface Keeper {
  insert(response: Response): Promise<{ stored: true } | { stored: false; earlier: Response }>;
  keepConflict(conflict: {
    responseId: string;
    contentHash: string;
    receivedAt: Date;
    submitted: Response;
  }): Promise<void>;
}

export type Finished =
  | { kind: 'stored' | 'repeated'; response: Response }
  /** Other answers under an id that is taken: the earlier response stands, the new one is kept for a person to compare. */
  | { kind: 'conflict'; response: Response }
  | { kind: 'invalid'; faults: Fault[] };

/** Takes a final submission in, exactly once: the same content again gets the same receipt, other content is a conflict. */
export async function finish(
  questionnaire: Questionnaire,
  submission: Submission,
  intake: Intake,
  keeper: Keeper,
): Promise<Finished> {
  if (submission.finished) {
    const { faults } = validateAnswers(questionnaire, submission.answers, localDate(submission.opening.startedAt));
    if (faults.length > 0) return { kind: 'invalid', faults };
  }
  const response = responseOf(questionnaire, submission, intake);
  const kept = await keeper.insert(response);
  if (kept.stored) return { kind: 'stored', response };
  if (hasContent(kept.earlier, response.contentHash)) return { kind: 'repeated', response: kept.earlier };
  await keeper.keepConflict({
    responseId: response.responseId,
    contentHash: response.contentHash,
    receivedAt: intake.now,
    submitted: response,
  });
  return { kind: 'conflict', response: kept.earlier };
}
