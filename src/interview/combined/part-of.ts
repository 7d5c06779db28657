import { isDoor } from '../../definition/door/door-id.js';
import type { Opening } from '../../responses/response.js';

type Identity = Pick<Opening, 'survey' | 'interviewId' | 'responseId'>;

/** Whether a draft or response belongs to an interview that asks several surveys: the door to them, or one of them. */
export function isCombined({ survey, interviewId, responseId }: Identity): boolean {
  return isDoor(survey) || responseId !== interviewId;
}

/** The id of an interview's response to one of its surveys: always the same, so that making it again is harmless. */
export function partId(interviewId: string, survey: string, sha256: (text: string) => string): string {
  return sha256(`${interviewId} ${survey}`).slice(0, 32);
}

/** Where an interview of several surveys goes on from whatever was done last. */
export function onwardAddress({ mode, wave, interviewId }: Pick<Opening, 'mode' | 'wave' | 'interviewId'>): string {
  return mode === 'online' ? `/i/${wave}/r/${interviewId}/next` : `/interviews/${interviewId}/next`;
}

/** Where a draft or response leads when there is nothing more of it to ask; `own` is its own end. */
export function endAddress(opening: Identity & Pick<Opening, 'mode' | 'wave'>, own: string): string {
  return isCombined(opening) ? onwardAddress(opening) : own;
}
