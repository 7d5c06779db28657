import { route } from '../../answers/relevant.js';
import { validateAnswers } from '../../answers/validate.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Surveys } from '../../definition/surveys.js';
import { draftAnswers, draftToday, type Draft } from '../draft.js';
import { settleDraft, type Settling } from '../settle.js';
import type { Wave } from '../../waves/wave.js';
import { allocate, screen, type Allocation } from './allocation.js';
import { partDraft, partDrafts } from './part-drafts.js';
import { surveysBehind } from './surveys-behind.js';
import { wayOf } from '../progress.js';
import { validAnswers } from '../valid-answers.js';

/** What going through a door needs of the site's parts. */
export interface Passing extends Settling {
  stores: Settling['stores'] & {
    drafts: Settling['stores']['drafts'] & {
      find(responseId: string): Promise<Draft | undefined>;
      pass(responseId: string): Promise<Draft | undefined>;
      beginPart(draft: Draft, now: Date): Promise<void>;
    };
  };
}

/**
 * Goes through an answered door: it takes no more answers, the surveys that end there are sent in, those that were drawn begin, and the
 * door is closed. Everything is made from the door's answers under ids that follow from its own, so whoever was interrupted does it again.
 */
export async function passDoor(parts: Passing, interviewId: string): Promise<void> {
  const door = await parts.stores.drafts.pass(interviewId);
  if (!door) return;
  const wave = await parts.stores.waves.find(door.opening.wave);
  const allocation = allocationAt(parts.surveys, door, wave);
  for (const { draft, isAsked } of partDrafts(door, allocation, parts.sha256)) {
    if (isAsked) await parts.stores.drafts.beginPart(draft, parts.now());
    else await settleDraft(parts, draft, false);
  }
  await parts.stores.drafts.close(interviewId, parts.now());
}

/** What follows from a door's answers. */
export function allocationAt(surveys: Surveys, door: Draft, wave: Wave | undefined): Allocation {
  const questionnaires = surveysBehind(surveys, door);
  const answers = draftAnswers(door);
  const today = draftToday(door);
  const { ended } = route(questionnaireOf(surveys, door), answers, today);
  const surveysPerPerson = wave?.combined?.surveysPerPerson ?? questionnaires.length;
  const { seed } = door.opening;
  return allocate(questionnaires, { answers, today, seed, surveysPerPerson, ...(ended ? { ended } : {}) });
}

/** The page of a door that still needs an answer; none where it is answered to its end. */
export function openAtDoor(surveys: Surveys, door: Draft): string | undefined {
  const questionnaire = questionnaireOf(surveys, door);
  const answers = draftAnswers(door);
  const isAnswered = validateAnswers(questionnaire, answers, draftToday(door)).faults.length === 0;
  return isAnswered ? undefined : wayOf(questionnaire, answers, draftToday(door)).open;
}

/**
 * Settles a door that nobody goes through any more. Answered to its end, it is passed all the same; the surveys behind it settle in their
 * turn. Otherwise the interview is one break-off, kept for the first survey with what was answered.
 */
export async function settleDoor(parts: Passing, door: Draft): Promise<void> {
  if (door.state === 'passed' || openAtDoor(parts.surveys, door) === undefined) return passDoor(parts, door.responseId);
  const answers = validAnswers(questionnaireOf(parts.surveys, door), draftAnswers(door), draftToday(door));
  const [first] = screen(surveysBehind(parts.surveys, door), { answers, today: draftToday(door) });
  if (first) await settleDraft(parts, partDraft(door, { ...first, allocation: 1 }, parts.sha256), false);
  await parts.stores.drafts.close(door.responseId, parts.now());
}

function questionnaireOf(surveys: Surveys, { opening }: Draft): Questionnaire {
  const questionnaire = surveys.get(opening.survey, opening.version);
  if (!questionnaire) throw new Error(`questionnaireOf requires the surveys of the door ${opening.survey}`);
  return questionnaire;
}
