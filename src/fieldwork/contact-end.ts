import { interviewOutcome } from './interview-outcome.js';
import type { ResponseEnd } from '../responses/response-end.js';
import type { Disposition } from '../statistics/estimation/aapor.js';
import type { Contact } from './contact.js';
import { outcomes, type Outcome } from './outcome.js';

/** What one contact tells of a case; `temporary`: an agreed time, `leftOut`: a test or a double, no case at all. */
export type ContactEnd = Disposition | 'temporary' | 'leftOut';

/**
 * How an interview that was begun or tried has ended. What was answered comes before what the enumerator recorded; whoever breaks off
 * before telling sex, age and district is of unknown eligibility; an agreed time that nobody kept is a non-contact, where eligibility was
 * known by then.
 */
export function contactEnd({ attempts, responses }: Contact): ContactEnd | undefined {
  const counted = responses.filter(({ exclusion }) => exclusion === undefined);
  if (counted.length === 0 && responses.length > 0) return excludedEnd(responses);
  const recorded = outcomeOf(attempts.findLast(({ outcome }) => outcome !== 'appointment')?.outcome);
  const isAgreed = attempts.at(-1)?.outcome === 'appointment';
  if (counted.length === 0) return isAgreed ? 'temporary' : recorded && endWithoutAnswers(recorded);
  const answered = outcomeOf(interviewOutcome(counted.map(({ result }) => result)));
  if (answered && answered.class !== 'R') return answered.class;
  const screened = counted.some(isScreened);
  if (isAgreed) return screened ? 'NC' : 'UO';
  if (recorded && recorded.code !== '2.12' && !isInterview(recorded)) return recorded.class;
  return screened ? 'R' : 'UO';
}

/** An interview that is kept out: made up, nobody knows who was there; otherwise somebody eligible gave no interview that can be used. */
function excludedEnd(responses: readonly ResponseEnd[]): ContactEnd {
  const grounds = responses.map(({ exclusion }) => exclusion?.ground);
  if (grounds.some((ground) => ground === 'test' || ground === 'duplicate')) return 'leftOut';
  return grounds.includes('fabricated') ? 'UO' : 'O';
}

function endWithoutAnswers(recorded: Outcome): ContactEnd {
  return recorded.code === '2.12' ? 'UO' : recorded.class;
}

function outcomeOf(code: string | undefined): Outcome | undefined {
  return outcomes.find((each) => each.code === code);
}

function isInterview({ class: letter }: Outcome): boolean {
  return letter === 'I' || letter === 'P';
}

function isScreened({ sex, age, residence }: ResponseEnd): boolean {
  return sex !== undefined && age !== undefined && residence !== undefined;
}
