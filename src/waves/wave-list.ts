import { localTime } from '../responses/local-date.js';
import type { Wave } from './wave.js';

export type WaveState = 'planned' | 'open' | 'closed';

export function stateOf({ opensAt, closesAt }: Pick<Wave, 'opensAt' | 'closesAt'>, now: Date): WaveState {
  if (now < opensAt) return 'planned';
  return now < closesAt ? 'open' : 'closed';
}

/** A line of the list of waves. */
export interface WaveLine {
  wave: Wave;
  state: WaveState;
  /** In Asia/Shanghai. */
  opens: string;
  closes: string;
  responses: number;
}

export function waveLine(wave: Wave, responses: number, now: Date): WaveLine {
  return {
    wave,
    state: stateOf(wave, now),
    opens: localTime(wave.opensAt),
    closes: localTime(wave.closesAt),
    responses,
  };
}

/** The waves that ask a survey of this one during its time: at most one wave asks a survey at once. */
export function overlapping(wave: Wave, others: readonly Wave[]): Wave[] {
  const surveys = new Set(wave.surveys.map(({ id }) => id));
  return others.filter(
    (other) =>
      other.opensAt < wave.closesAt && wave.opensAt < other.closesAt && other.surveys.some(({ id }) => surveys.has(id)),
  );
}
