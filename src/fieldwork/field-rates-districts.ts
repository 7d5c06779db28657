import { count, noNumber } from '../reports/numbers.js';
import type { Reader } from '../reports/reader.js';
import { numeric, type Row, type Table } from '../reports/table.js';
import { dispositions } from '../statistics/estimation/aapor.js';
import type { AaporRateName } from '../statistics/estimation/aapor.js';
import type { RatedTally, Tally, Way } from './field-rates.js';
import { mainRates, rateCell } from './rate-cell.js';
import { wayLabel } from './way-label.js';

/** One table a way of reaching people, its districts as rows; cases whose district nobody learned have a row of their own. */
export function districtTables(ways: readonly Way[], reader: Reader): Table[] {
  return ways.filter(({ reach }) => reach !== 'open').map((way) => districtTable(way, reader));
}

function districtTable(way: Way, reader: Reader): Table {
  const { t } = reader;
  const rated = mainRates.filter((name) => way.districts.some(({ rates }) => rates[name] !== undefined));
  const { elsewhere } = way;
  const rows = way.districts.map((tally) => rowOf({ label: reader.district(tally.district), tally, rated }));
  const unknown = elsewhere.cases + elsewhere.pending > 0;
  return {
    id: `rates-districts-${way.mode}-${way.entry}`,
    caption: t('fieldwork.rates.districts.caption', { way: wayLabel(way, reader) }),
    head: [
      { text: t('fieldwork.rates.districts.head') },
      { text: t('fieldwork.rates.districts.cases'), numeric: true },
      ...dispositions.map((each) => ({ text: each, numeric: true })),
      ...rated.map((name) => ({ text: name, numeric: true })),
    ],
    rows: [
      ...rows,
      ...(unknown ? [unknownRow(t('fieldwork.rates.districts.unknown'), elsewhere, rated.length)] : []),
      { ...rowOf({ label: t('fieldwork.rates.districts.all'), tally: way, rated }), kind: 'total' as const },
    ],
  };
}

function rowOf({ label, tally, rated }: { label: string; tally: RatedTally; rated: readonly AaporRateName[] }): Row {
  return { head: { text: label }, cells: [...countCells(tally), ...rated.map((name) => rateCell(tally, name))] };
}

function unknownRow(label: string, tally: Tally, rates: number): Row {
  const empty = Array.from({ length: rates }, () => numeric(noNumber));
  return { head: { text: label }, cells: [...countCells(tally), ...empty], kind: 'muted' };
}

function countCells({ cases, counts }: Tally) {
  return [cases, ...dispositions.map((each) => counts[each])].map((value) => numeric(count(value)));
}
