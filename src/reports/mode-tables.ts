import type { ModeComparison, ModeScore } from '../measurement/mode-comparison.js';
import { scoreOf, type Figure } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { indexCell } from './district-table.js';
import { reasonText } from './marks.js';
import { count, fixed, interval, noNumber, percent, signed } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, wordsColumn, type Cell, type Column, type Row, type Table } from './table.js';

/** Each mode's score in each district, and of all districts together, with interval and n. */
export function modeScoresTable(measured: Measured, { node, target, scores }: ModeComparison, reader: Reader): Table {
  const { measurement } = measured;
  const rows = [...measurement.districts, 'all'].map((district): Row => {
    const own = scores.filter((score) => score.district === district);
    const cells = [publishedCell(measured, node, district, reader), ...own.map((each) => scoreCell(each, reader))];
    const head = { text: district === 'all' ? reader.t('reports.city.pooled') : reader.district(district) };
    return district === 'all' ? { head, cells, kind: 'total' } : { head, cells };
  });
  return {
    id: 'mode-scores',
    caption: reader.t('reports.modes.scores', { node: reader.node(node) }),
    head: [wordsColumn(reader, 'district'), numbersColumn(reader, 'published'), ...modeColumns(target, reader)],
    rows,
  };
}

function publishedCell(measured: Measured, node: string, district: string, reader: Reader): Cell {
  const { measurement } = measured;
  if (district !== 'all') {
    const score = scoreOf(measurement, node, district);
    return { ...indexCell(score, measured, reader), ...below(score.figure, reader) };
  }
  const pooled = measurement.city.find((city) => city.node === node)?.pooled;
  return pooled ? numeric(fixed(pooled.estimate), below(pooled, reader)) : numeric('');
}

/** Interval and number of respondents, below a number. */
function below({ error, n }: Figure, { t }: Reader): Pick<Cell, 'small'> {
  const size = t('reports.modes.n', { n: count(n) });
  return { small: error ? `${interval(error)} · ${size}` : size };
}

function scoreCell({ figure }: ModeScore, reader: Reader): Cell {
  const { t } = reader;
  const size = t('reports.modes.n', { n: count(figure.n) });
  if (figure.n === 0) return numeric(t('reports.modes.nobody'), { small: size });
  if (figure.estimate === undefined) {
    const missing = figure.reasons.find(({ code }) => code === 'figure.missingPart');
    return numeric(t('reports.insufficient'), { small: missing ? reasonText(missing, reader) : size });
  }
  return numeric(fixed(figure.estimate), below(figure, reader));
}

/** With what share each mode enters the score of each district, beside the mix that is held. */
export function modeSharesTable({ node, target, scores }: ModeComparison, reader: Reader): Table {
  const districts = [...new Set(scores.map(({ district }) => district))];
  const rows = districts.map((district): Row => {
    const own = scores.filter((score) => score.district === district);
    const cells = own.map(({ share }, m) => shareCell(share, target[m]?.share ?? 0, reader));
    return { head: { text: reader.district(district) }, cells };
  });
  const nobody = target.every(({ share }) => share === 0);
  const held: Row = {
    head: { text: reader.t('reports.modes.targetRow') },
    cells: target.map(({ share }) => numeric(nobody ? noNumber : percent(share, 2))),
    kind: 'total',
  };
  return {
    id: 'mode-shares',
    caption: reader.t('reports.modes.shares', { node: reader.node(node) }),
    head: [wordsColumn(reader, 'district'), ...modeColumns(target, reader)],
    rows: [...rows, held],
  };
}

function shareCell(share: number, target: number, { t }: Reader): Cell {
  if (share === 0) return numeric(t('reports.modes.nobody'));
  return numeric(percent(share, 2), { small: t('reports.modes.away', { points: signed(100 * (share - target)) }) });
}

export function modeColumns(target: ModeComparison['target'], { t }: Pick<Reader, 't'>): Column[] {
  return target.map(({ mode }) => ({ text: t(`reports.mode.${mode}`), numeric: true }));
}
