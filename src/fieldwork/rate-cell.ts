import { noNumber, percent } from '../reports/numbers.js';
import { numeric, type Cell } from '../reports/table.js';
import type { AaporRateName } from '../statistics/estimation/aapor.js';
import type { RatedTally } from './field-rates.js';

/** The rates that are shown first. */
export const mainRates: readonly AaporRateName[] = ['RR1', 'RR3', 'COOP1', 'REF1', 'CON1'];

/** A rate as it is shown; one that can only be lower says so. */
export function rateCell({ rates, atMost }: Pick<RatedTally, 'rates' | 'atMost'>, name: AaporRateName): Cell {
  const value = rates[name];
  if (value === undefined) return numeric(noNumber);
  return numeric(`${atMost ? '≤\u00A0' : ''}${percent(value, 1)}`);
}
