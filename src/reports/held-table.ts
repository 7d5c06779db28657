import type { ModeComparison } from '../measurement/mode-comparison.js';
import { scoreOf, type Figure, type Ranking } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { rankWithSet } from './district-lines.js';
import { indexCell } from './district-table.js';
import { reasonText } from './marks.js';
import { fixed, interval, noNumber, signed } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, prose, wordsColumn, type Row, type Table } from './table.js';
import { rankingOf } from './tree.js';

/** Published index and rank beside those at the held mix, best held score first. */
export function heldTable(measured: Measured, comparison: ModeComparison, reader: Reader): Table {
  const { node, held, ranking } = comparison;
  const places = ranking.rows.map(({ district }) => district);
  const ranked = places.flatMap((district) => held.filter((each) => each.district === district));
  const others = held.filter(({ district }) => !places.includes(district));
  return {
    id: 'held',
    caption: reader.t('reports.modes.held', { node: reader.node(node) }),
    head: [
      wordsColumn(reader, 'district'),
      numbersColumn(reader, 'heldRank'),
      numbersColumn(reader, 'heldIndex'),
      numbersColumn(reader, 'interval'),
      numbersColumn(reader, 'publishedRank'),
      numbersColumn(reader, 'published'),
      numbersColumn(reader, 'heldLess'),
      wordsColumn(reader, 'notes'),
    ],
    rows: [...ranked, ...others].map((each) => rowOf(each, { measured, comparison, reader })),
  };
}

interface Context {
  measured: Measured;
  comparison: ModeComparison;
  reader: Reader;
}

function rowOf(
  { district, figure }: { district: string; figure: Figure },
  { measured, comparison, reader }: Context,
): Row {
  const { measurement } = measured;
  const score = scoreOf(measurement, comparison.node, district);
  const published = score.figure.estimate;
  const { estimate, error, reasons, status } = figure;
  const row: Row = {
    head: { text: reader.district(district) },
    cells: [
      numeric(rankText(comparison.ranking, district, reader)),
      numeric(estimate === undefined ? noNumber : fixed(estimate)),
      numeric(interval(error)),
      numeric(rankText(rankingOf(measurement, comparison.node), district, reader)),
      indexCell(score, measured, reader),
      numeric(estimate === undefined || published === undefined ? noNumber : signed(estimate - published)),
      prose(reasons.map((fault) => reasonText(fault, reader)).join(' ')),
    ],
  };
  return status === 'ranked' ? row : { ...row, kind: 'muted' };
}

function rankText(ranking: Ranking | undefined, district: string, reader: Reader): string {
  const row = ranking?.rows.find((each) => each.district === district);
  return row ? rankWithSet(row, reader) : reader.t('reports.notRanked');
}
