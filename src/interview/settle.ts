import type { Surveys } from '../definition/surveys.js';
import { finish, type Finished, type Keeper } from '../responses/finish.js';
import type { Wave } from '../waves/wave.js';
import { draftAnswers, draftTimes, draftToday, type Draft } from './draft.js';
import { validAnswers } from './valid-answers.js';

/** What settling needs of the site's parts. */
export interface Settling {
  surveys: Surveys;
  stores: {
    responses: Keeper;
    drafts: { close(responseId: string, now: Date): Promise<void> };
    quotas: { release(responseId: string): Promise<void> };
    waves: { find(id: string): Promise<Wave | undefined> };
  };
  now: () => Date;
  sha256: (text: string) => string;
}

/**
 * Sends a draft in as the final submission (or settles it as it stands) and closes it once the response is durable. `quota` is the one
 * that was full, where that ended the interview.
 */
export async function settleDraft(parts: Settling, draft: Draft, finished: boolean, quota?: string): Promise<Finished> {
  const { opening } = draft;
  const questionnaire = parts.surveys.get(opening.survey, opening.version);
  if (!questionnaire) throw new Error(`settleDraft requires the survey ${opening.survey} version ${opening.version}`);
  const now = parts.now();
  const wave = await parts.stores.waves.find(opening.wave);
  const answers = draftAnswers(draft);
  const submission = {
    opening,
    language: draft.language,
    answers: finished ? answers : validAnswers(questionnaire, answers, draftToday(draft)),
    finished,
    endedAt: finished ? now : draft.updatedAt,
    pages: draftTimes(draft),
    modeTrail: draft.modeTrail,
    ...(quota === undefined ? {} : { quota }),
  };
  const intake = { now, sha256: parts.sha256, simulated: wave?.kind === 'simulated' };
  const outcome = await finish(questionnaire, submission, intake, parts.stores.responses);
  if (outcome.kind === 'invalid') return outcome;
  if (!['complete', 'partial'].includes(outcome.response.result)) await parts.stores.quotas.release(draft.responseId);
  await parts.stores.drafts.close(draft.responseId, now);
  return outcome;
}
