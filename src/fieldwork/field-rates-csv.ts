import { csvFile, type CsvValue } from '../reports/csv.js';
import type { Reader } from '../reports/reader.js';
import { aaporRateNames, dispositions } from '../statistics/estimation/aapor.js';
import type { FieldRates, RatedTally, Tally } from './field-rates.js';

/** All counts and rates, one line a way of reaching people and district, `all` and `unknown` among the districts; rates in full precision. */
export function fieldRatesCsv({ ways, together }: FieldRates, { t, district }: Pick<Reader, 't' | 'district'>): string {
  const head = [
    'mode',
    'entry',
    'district',
    'name',
    'cases',
    'pending',
    'interview_only',
    ...dispositions,
    'e',
    'at_most',
    ...aaporRateNames,
  ];
  const rows = ways.flatMap((way) => {
    const { mode, entry, e, elsewhere } = way;
    const unknown = elsewhere.cases + elsewhere.pending > 0;
    const name = t('fieldwork.rates.districts.unknown');
    return [
      ...way.districts.map((own) => [mode, entry, own.district, district(own.district), ...figures(own, e)]),
      ...(unknown ? [[mode, entry, 'unknown', name, ...counts(elsewhere)]] : []),
      [mode, entry, 'all', t('fieldwork.rates.districts.all'), ...figures(way, e)],
    ];
  });
  const all = together
    ? [['all', 'listed', 'all', t('fieldwork.rates.together'), ...figures(together, together.e)]]
    : [];
  const width = head.length;
  const lines: CsvValue[][] = [...rows, ...all];
  return csvFile(
    head,
    lines.map((line) => Array.from({ length: width }, (_, at) => line[at])),
  );
}

function counts({ cases, pending, unrecorded, counts: byEnd }: Tally): CsvValue[] {
  return [cases, pending, unrecorded, ...dispositions.map((each) => byEnd[each])];
}

function figures(tally: RatedTally, e: number | undefined): CsvValue[] {
  return [...counts(tally), e, tally.atMost ? 1 : 0, ...aaporRateNames.map((name) => tally.rates[name])];
}
