import type { Result } from '../responses/response.js';
import type { Measured } from '../waves/measured.js';
import { domainRows, hasValid, itemsUnder } from './domain-rows.js';
import { count } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, plain, wordsColumn, type Row, type Table } from './table.js';

const results: readonly Result[] = [
  'complete',
  'partial',
  'notServiceUser',
  'breakOff',
  'outOfPopulation',
  'quotaFull',
];

/** Which responses: what was received for the surveys, by how the interviews ended, in the whole wave. */
export function receivedTable({ responses }: Measured, surveys: readonly string[], reader: Reader): Table {
  const { t } = reader;
  return {
    id: 'received',
    caption: t('reports.received.caption'),
    head: [
      wordsColumn(reader, 'survey'),
      ...results.map((result) => ({ text: t(`reports.result.${result}`), numeric: true })),
    ],
    rows: surveys.map((survey) => {
      const own = responses.filter((response) => response.survey === survey);
      const cells = results.map((result) =>
        numeric(count(own.filter((response) => response.result === result).length)),
      );
      return { head: { text: reader.survey(survey) }, cells };
    }),
  };
}

/** Which rows of the frame: service users of the district by sample source and mode, and those with a valid answer. */
export function usedTable(
  measured: Measured,
  { node, surveys, district }: { node: string; surveys: readonly string[]; district: string },
  reader: Reader,
): Table {
  const { t } = reader;
  return {
    id: 'used',
    caption: t('reports.used.caption', { district: reader.district(district) }),
    head: [
      wordsColumn(reader, 'survey'),
      wordsColumn(reader, 'sampleSource'),
      wordsColumn(reader, 'mode'),
      numbersColumn(reader, 'users'),
      numbersColumn(reader, 'valid'),
    ],
    rows: surveys.flatMap((survey) => usedRows(measured, { node, survey, district }, reader)),
  };
}

function usedRows(measured: Measured, what: { node: string; survey: string; district: string }, reader: Reader): Row[] {
  const { wave, frame, measurement } = measured;
  const domain = domainRows(frame, what.survey, what.district);
  if (!domain) return [];
  const items = itemsUnder(measurement, what.node, what.survey);
  const rows = wave.sampleSources.flatMap(({ label, mode }, source) => {
    const own = domain.rows.filter((row) => frame.columns.sampleSource[row] === source);
    if (own.length === 0) return [];
    const valid = own.filter((row) => hasValid(domain.block, items, row)).length;
    const cells = [
      plain(reader.text(label)),
      plain(reader.t(`reports.mode.${mode}`)),
      numeric(count(own.length)),
      numeric(count(valid)),
    ];
    return [{ head: { text: reader.survey(what.survey) }, cells }];
  });
  return rows;
}
