import type { Response as Reply } from 'express';
import { isDoor } from '../../definition/door/door-id.js';
import { draftAnswers, draftToday } from '../draft.js';
import { leadTo, type Turn } from '../page-routes.js';
import { wayOf } from '../progress.js';
import { settleDraft } from '../settle.js';
import { recordEnd } from './end-interview.js';
import { openAtDoor, passDoor } from './pass-door.js';

/** Goes on after the last page of a door, or of one of the surveys behind it; where an earlier page is open after all, leads there. */
export async function sendCombined(turn: Turn, res: Reply, fullQuotaId?: string): Promise<void> {
  const { parts, draft, place } = turn;
  const open = isDoor(draft.opening.survey) ? await goThrough(turn) : await sendPart(turn, fullQuotaId);
  if (open !== undefined) return leadTo(res, place.page(open));
  await recordEnd(parts, draft.opening.interviewId);
  leadTo(res, place.end);
}

/** The page that is open at the door; nothing where it was passed. */
async function goThrough({ parts, draft }: Turn): Promise<string | undefined> {
  const open = openAtDoor(parts.surveys, draft);
  if (open === undefined) await passDoor(parts, draft.responseId);
  return open;
}

async function sendPart({ parts, draft, questionnaire }: Turn, fullQuotaId?: string): Promise<string | undefined> {
  const finished = await settleDraft(parts, draft, fullQuotaId === undefined, fullQuotaId);
  if (finished.kind !== 'invalid') return undefined;
  return wayOf(questionnaire, draftAnswers(draft), draftToday(draft)).open;
}
