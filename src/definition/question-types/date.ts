import { answerFault } from '../answer-of.js';
import { isDay } from '../days.js';
import { readDate } from '../form-fields.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { Fault, QuestionOf } from '../types.js';

type DateQuestion = QuestionOf<'date'>;

export const date: QuestionTypeRules<DateQuestion> = {
  ids: (question) => [question.id],
  values: () => undefined,
  read: readDate,
  check: (question, id, value, { today }) => {
    if (!isDay(value)) return [answerFault('notADate', id)];
    const earliest = limitOn(question.earliest, today);
    const latest = limitOn(question.latest, today);
    if (earliest !== undefined && value < earliest) return [answerFault('tooEarly', id, { earliest })];
    return latest !== undefined && value > latest ? [answerFault('tooLate', id, { latest })] : [];
  },
  faults: (question, path) => [
    ...dayFaults(question.earliest, `${path}/earliest`),
    ...dayFaults(question.latest, `${path}/latest`),
    ...orderFaults(question, path),
  ],
};

/** A limit as a day; `today` is none as long as nobody says which day it is. */
export function limitOn(limit: string | undefined, today: string | undefined): string | undefined {
  return limit === 'today' ? today : limit;
}

function dayFaults(limit: string | undefined, path: string): Fault[] {
  if (limit === undefined || limit === 'today' || isDay(limit)) return [];
  return [{ code: 'question.notADay', path, params: { limit } }];
}

/** What lies before today when the survey is written need not when it is asked: `today` is compared with nothing. */
function orderFaults({ earliest, latest }: DateQuestion, path: string): Fault[] {
  if (!isDay(earliest) || !isDay(latest) || earliest <= latest) return [];
  return [{ code: 'question.limits', path, params: { low: earliest, high: latest } }];
}
