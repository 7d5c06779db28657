import type { Entry, Opening } from '../responses/response.js';

/** One attempt to interview somebody, by an enumerator. */
export interface Attempt {
  attemptId: string;
  responseId: string;
  survey: string;
  wave: string;
  mode: 'phone' | 'onsite';
  /** How the person was found; absent in attempts of before it was kept. */
  entry?: Entry;
  case?: string;
  site?: string;
  enumerator: string;
  outcome: string;
  at: Date;
  /** When an appointment was made for. */
  appointmentAt?: Date;
}

/** The attempt that an interview by phone or on site stands for; undefined for online ones. */
export function attemptOf(
  opening: Omit<Opening, 'startedAt'>,
  outcome: string,
  at: Date,
  attemptId = opening.responseId,
): Attempt | undefined {
  const { mode, enumerator } = opening;
  if (mode === 'online' || enumerator === undefined) return undefined;
  return {
    attemptId,
    responseId: opening.responseId,
    survey: opening.survey,
    wave: opening.wave,
    mode,
    entry: opening.entry,
    enumerator,
    outcome,
    at,
    ...(opening.case ? { case: opening.case } : {}),
    ...(opening.site ? { site: opening.site } : {}),
  };
}
