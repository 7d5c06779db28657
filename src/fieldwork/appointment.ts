import { localDate } from '../responses/local-date.js';

const longestAhead = 60 * 86_400_000;

/**
 * The moment an appointment is made for, from a date and a time in Asia/Shanghai as native inputs give them (`2026-11-21`, `14:30`).
 * Undefined for anything that is no moment, is past, or lies more than 60 days ahead.
 */
export function appointmentTime(date: string, time: string, now: Date): Date | undefined {
  const isWritten = /^\d{4}-\d{2}-\d{2}$/.test(date) && /^\d{2}:\d{2}$/.test(time);
  const at = new Date(isWritten ? `${date}T${time}:00+08:00` : Number.NaN);
  const ahead = at.getTime() - now.getTime();
  // A 31 November would be taken for the day after.
  return ahead > 0 && ahead <= longestAhead && localDate(at) === date ? at : undefined;
}

/** The first and the last day on which an appointment can be, as a date input takes them. */
export function appointmentDays(now: Date): { first: string; last: string } {
  return { first: localDate(now), last: localDate(new Date(now.getTime() + longestAhead)) };
}
