import type { Surveys } from '../../definition/surveys.js';
import type { Draft } from '../draft.js';
import { isCombined, onwardAddress } from './part-of.js';

/** An interview under way, and where it goes on. */
export interface UnderWay extends Draft {
  address: string;
}

/** Interviews under way, each once, also where it asks several surveys. */
export function underWay(drafts: readonly Draft[], surveys: Surveys): UnderWay[] {
  const interviews = drafts.map(({ opening }) => opening.interviewId);
  const firstOfEach = drafts.filter(({ opening }, at) => interviews.indexOf(opening.interviewId) === at);
  return firstOfEach.map((draft) => ({ ...draft, address: addressOf(draft, surveys) }));
}

/** The last page's address leads on to the first page that is open. */
function addressOf({ opening, responseId }: Draft, surveys: Surveys): string {
  if (isCombined(opening)) return onwardAddress(opening);
  const last = surveys.get(opening.survey, opening.version)?.definition.pages.at(-1)?.id ?? '';
  return `/interviews/${responseId}/p/${last}`;
}
