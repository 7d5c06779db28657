import type { Measured } from '../waves/measured.js';
import { districtLines, rankSetText, type DistrictLine } from './district-lines.js';
import { indexCell } from './district-table.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, wordsColumn, type Row, type Table } from './table.js';

/** Both rank sets of every ranked district, with its tier: the one for all districts at once, and the one for a district alone. */
export function rankTable(measured: Measured, node: string, reader: Reader): Table {
  const ranked = districtLines(measured, node).filter(({ rank }) => rank);
  return {
    id: 'ranks',
    caption: reader.t('reports.ranks.caption', { node: reader.node(node) }),
    head: [
      wordsColumn(reader, 'district'),
      numbersColumn(reader, 'index'),
      numbersColumn(reader, 'displayedRank'),
      numbersColumn(reader, 'simultaneousSet'),
      numbersColumn(reader, 'marginalSet'),
      numbersColumn(reader, 'tier'),
    ],
    rows: ranked.map((line) => rowOf(line, measured, reader)),
  };
}

function rowOf({ score, rank }: DistrictLine, measured: Measured, reader: Reader): Row {
  const ranks = rank
    ? [String(rank.displayedRank), rankSetText(rank.set), rankSetText(rank.marginal), String(rank.tier)]
    : [];
  return {
    head: { text: reader.district(score.district) },
    cells: [indexCell(score, measured, reader), ...ranks.map((text) => numeric(text))],
  };
}
