import type { Surveys } from '../definition/surveys.js';
import type { UnderWay } from './combined/under-way.js';
import { draftAnswers, draftToday } from './draft.js';
import { wayOf } from './progress.js';
import { lastAnswered } from './question-list.js';

/** An interview under way as the enumerator's list shows it. */
export interface ListedInterview extends UnderWay {
  /** Code of the last question answered, '' before the first. */
  last: string;
  /** Its appointment has come. */
  due: boolean;
}

/** Appointments first, in due order; then whatever was touched last. */
export function listedInterviews(underWay: readonly UnderWay[], surveys: Surveys, now: Date): ListedInterview[] {
  const listed = underWay.map((draft) => ({
    ...draft,
    last: lastOf(draft, surveys),
    due: draft.appointmentAt !== undefined && draft.appointmentAt <= now,
  }));
  const later = Number.POSITIVE_INFINITY;
  const time = ({ appointmentAt }: ListedInterview) => appointmentAt?.getTime() ?? later;
  return listed.sort((a, b) =>
    time(a) === time(b) ? b.updatedAt.getTime() - a.updatedAt.getTime() : time(a) - time(b),
  );
}

function lastOf(draft: UnderWay, surveys: Surveys): string {
  const questionnaire = surveys.get(draft.opening.survey, draft.opening.version);
  const answers = draftAnswers(draft);
  return questionnaire ? lastAnswered(wayOf(questionnaire, answers, draftToday(draft)), answers) : '';
}
