import type { Measured } from '../waves/measured.js';
import { domainRows } from './domain-rows.js';
import { count, fixed, noNumber } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, wordsColumn, type Cell, type Row, type Table } from './table.js';

/** The chain of weights in a domain, a line a survey: smallest, largest and sum of every step. */
export function weightsTable(measured: Measured, surveys: readonly string[], district: string, reader: Reader): Table {
  const { t } = reader;
  return {
    id: 'weights',
    caption: t('reports.weights.caption', { district: reader.district(district) }),
    head: [
      wordsColumn(reader, 'survey'),
      ...['baseWeight', 'allocation', 'startWeight', 'rakingFactor', 'finalWeight', 'finalSum', 'kish'].map((name) =>
        numbersColumn(reader, name),
      ),
    ],
    rows: surveys.flatMap((survey) => weightsRow(measured, survey, district, reader)),
  };
}

function weightsRow({ frame, measurement }: Measured, survey: string, district: string, reader: Reader): Row[] {
  const domain = domainRows(frame, survey, district);
  if (!domain) return [];
  const { baseWeight, allocation } = frame.columns;
  const { start, rakingFactor, final } = measurement.weights;
  const range = (column: Float64Array): Cell => numeric(rangeOf(domain.rows.map((row) => column[row] as number)));
  const weights = domain.rows.map((row) => final[row] as number);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  const deff = sum === 0 ? noNumber : fixed((weights.length * squares) / (sum * sum), 3);
  const columns = [baseWeight, allocation, start, rakingFactor, final].map(range);
  return [{ head: { text: reader.survey(survey) }, cells: [...columns, numeric(count(sum)), numeric(deff)] }];
}

function rangeOf(values: readonly number[]): string {
  const [first] = values;
  if (first === undefined) return noNumber;
  let least = first;
  let most = first;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least === most ? fixed(least, 3) : `${fixed(least, 3)} – ${fixed(most, 3)}`;
}
