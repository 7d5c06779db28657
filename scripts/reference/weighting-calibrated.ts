import type { CalibrationLimits } from '../../src/statistics/weighting/calibrate.js';
import type { Distance } from '../../src/statistics/weighting/calibration-distance.js';
import { objectOf } from './case.js';
import type { Case } from './case.js';
import { auxiliariesOf, calibrated } from './weighting-setup.js';
import type { Setup, Weighting } from './weighting-setup.js';

type Given = Pick<Setup, 'given' | 'table' | 'start'>;

/** Weights calibrated with the distance that the key begins with, within the bounds that the part or the case states. */
export function calibratedAs(key: string, bounds: unknown, { given, table, start }: Given): Weighting | string {
  const distance = /^(linear|raking|logit)/.exec(key)?.[1] as Distance | undefined;
  if (!distance) return 'it is not a calibration that is known';
  const auxiliaries = auxiliariesOf(given, table);
  if (typeof auxiliaries === 'string') return auxiliaries;
  return calibrated(start, auxiliaries, distance, boundsOf(bounds ?? optionBounds(given, key)));
}

function optionBounds(given: Case, key: string): unknown {
  const bounds = objectOf(given.options)['bounds'];
  return Array.isArray(bounds) ? (/bounded|logit/.test(key) ? bounds : undefined) : objectOf(bounds)[key];
}

function boundsOf(stated: unknown): CalibrationLimits {
  const [lower, upper] = Array.isArray(stated) ? stated : [];
  const end = (value: unknown, none: number): number =>
    value === null || value === undefined || !Number.isFinite(Number(value)) ? none : Number(value);
  return { lower: end(lower, -Infinity), upper: end(upper, Infinity) };
}
