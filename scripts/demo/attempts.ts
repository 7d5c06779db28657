import { attemptOf, type Attempt } from '../../src/fieldwork/attempt.js';
import { outcomeOfResult } from '../../src/fieldwork/outcome.js';
import type { Response } from '../../src/responses/response.js';
import { chanceOf, type Chance } from './chance.js';

/** Cases that gave no interview, for each one that did, by the outcome of their last attempt. */
const unreached: Record<'phone' | 'onsite', [string, number][]> = {
  phone: [
    ['2.11', 0.55],
    ['3.13', 0.75],
    ['3.12', 0.12],
    ['2.12', 0.22],
    ['2.32', 0.03],
    ['2.33', 0.03],
    ['4.31', 0.4],
    ['4.51', 0.12],
  ],
  onsite: [
    ['2.11', 0.45],
    ['2.12', 0.08],
    ['2.32', 0.02],
    ['2.33', 0.02],
  ],
};
const earlierCallShare = 0.4;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The attempt that a simulated interview was, the calls before it, and those who were tried beside it in vain. */
export function simulatedAttempts(response: Response, seed: number): Attempt[] {
  const { mode, result, times, responseId } = response;
  const own = attemptOf(response, outcomeOfResult(result), times.endedAt);
  if (!own || mode === 'online') return [];
  const chance = chanceOf(seed, 'attempts', responseId);
  const before =
    mode === 'phone' && chance.happens(earlierCallShare) ? [call(own, chance, chance.pick(['3.13', '3.12']))] : [];
  const inVain = unreached[mode].flatMap(([outcome, share]) =>
    Array.from({ length: Math.floor(share + chance.share()) }, (_, at) =>
      triesOf(strangerTo(own, `${outcome}-${at + 1}`), outcome, chance),
    ).flat(),
  );
  return [...before, own, ...inVain];
}

/** Somebody else whom the same enumerator tried on the same day. */
function strangerTo(own: Attempt, name: string): Attempt {
  return own.case === undefined ? own : { ...own, case: `${own.case}-${name}` };
}

/** A number is called again where nobody answered; on the street there is one attempt. */
function triesOf(stranger: Attempt, outcome: string, chance: Chance): Attempt[] {
  const isSilent = outcome === '3.13' || outcome === '3.12';
  return Array.from({ length: isSilent ? chance.between(1, 3) : 1 }, () => call(stranger, chance, outcome));
}

/** One attempt some minutes or hours before an interview. */
function call(of: Attempt, chance: Chance, outcome: string): Attempt {
  const responseId = chance.hex(16);
  const ago = of.mode === 'phone' ? chance.share() * 6 * hourMs : chance.share() * 40 * minuteMs;
  return { ...of, attemptId: responseId, responseId, outcome, at: new Date(of.at.getTime() - ago) };
}
