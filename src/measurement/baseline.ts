import type { Fault } from '../definition/types.js';
import type { Wave } from '../waves/wave.js';
import { waveBreaks } from './wave-breaks.js';

/** The wave that changes are counted from. */
export interface Baseline {
  /** Absent where there is none; then `reasons` say why. */
  wave?: Wave;
  reasons: Fault[];
  /** Later waves that cannot be compared, newest first. */
  passedOver: { wave: Wave; reasons: Fault[] }[];
}

/**
 * The last comparable wave: of the waves of the same kind, population and surveys that had closed when this one opened, the latest one
 * with the same method, conversion and boundaries.
 *
 * @param waves any, in any order
 * @returns no wave where none had closed before, or all are on the other side of a break
 * @example quarters 1 to 3 of which the second was measured by another method: quarter 1, with quarter 2 passed over
 */
export function baselineOf(wave: Wave, waves: readonly Wave[]): Baseline {
  const series = waves
    .filter((each) => each.id !== wave.id && isOfSeries(each, wave) && each.closesAt <= wave.opensAt)
    .toSorted((a, b) => b.closesAt.getTime() - a.closesAt.getTime())
    .map((each) => ({ wave: each, reasons: waveBreaks(each, wave) }));
  const at = series.findIndex(({ reasons }) => reasons.length === 0);
  const found = series[at]?.wave;
  if (found) return { wave: found, reasons: [], passedOver: series.slice(0, at) };
  const none = { code: 'change.noEarlierWave', path: 'wave', params: {} };
  return { reasons: series[0]?.reasons ?? [none], passedOver: series };
}

function isOfSeries(each: Wave, wave: Wave): boolean {
  const surveys = ({ surveys: asked }: Wave) => asked.map(({ id }) => id).toSorted();
  return (
    each.kind === wave.kind &&
    each.population === wave.population &&
    JSON.stringify(surveys(each)) === JSON.stringify(surveys(wave))
  );
}
