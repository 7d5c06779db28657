import type { Result } from '../responses/response.js';
import { outcomeOfResult } from './outcome.js';

/** How an interview of several surveys ended as a whole: one person was interviewed, however many surveys were answered. */
export function interviewOutcome(results: readonly Result[]): string {
  const asked = results.filter((result) => result !== 'outOfPopulation' && result !== 'notServiceUser');
  if (asked.length === 0)
    return outcomeOfResult(results.includes('notServiceUser') ? 'notServiceUser' : 'outOfPopulation');
  if (asked.every((result) => result === 'complete')) return outcomeOfResult('complete');
  if (asked.some((result) => result === 'complete' || result === 'partial')) return outcomeOfResult('partial');
  return outcomeOfResult(asked.includes('breakOff') ? 'breakOff' : 'quotaFull');
}
