import type { Measured } from '../waves/measured.js';
import { bandName } from './bands.js';
import { districtLines, rankWithSet, type DistrictLine } from './district-lines.js';
import { signsOf, tagOf } from './marks.js';
import { count, effective, fixed, interval } from './numbers.js';
import type { Reader } from './reader.js';
import { periodOf } from './wave-head.js';

const columns = ['district', 'rank', 'index', 'interval', 'n', 'effectiveN', 'band', 'marks'] as const;
const rightAligned = new Set<string>(['index', 'n', 'effectiveN']);

/** The ranking of a wave as aligned text for a terminal; Chinese characters count two cells. */
export function terminalRanking(measured: Measured, node: string, reader: Reader): string {
  const { wave, revision } = measured;
  const { t, text } = reader;
  const lines = [
    columns.map((name) => t(`reports.column.${name}`)),
    ...districtLines(measured, node).map((line) => cellsOf(line, measured, reader)),
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i] ?? ''))));
  const stamp = wave.kind === 'simulated' ? `  [${t('reports.simulated')}]` : '';
  return [
    `${text(wave.title)} · ${reader.node(node)}${stamp}`,
    periodOf(wave, reader),
    '',
    ...lines.map((line) => aligned(line, widths)),
    '',
    t('reports.version.revision') + ' ' + revision.id,
  ].join('\n');
}

function cellsOf({ score, rank }: DistrictLine, { wave }: Measured, reader: Reader): string[] {
  const { figure, band, district } = score;
  return [
    reader.district(district),
    rank ? rankWithSet(rank, reader) : reader.t('reports.notRanked'),
    figure.estimate === undefined ? reader.t('reports.insufficient') : fixed(figure.estimate),
    interval(figure.error),
    count(figure.n),
    effective(figure),
    band ? bandName(wave, band.id, reader) : '',
    signsOf(figure, band)
      .map((sign) => tagOf(sign, reader).text)
      .join(' '),
  ];
}

function aligned(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, i) => {
    const space = ' '.repeat((widths[i] ?? 0) - displayWidth(cell));
    return rightAligned.has(columns[i] ?? '') ? space + cell : cell + space;
  });
  return padded.join('  ').trimEnd();
}

/** Cells that a text takes in a terminal: East Asian wide and full-width characters take two. */
export function displayWidth(text: string): number {
  return Array.from(text, (character) => (isWide(character.codePointAt(0) ?? 0) ? 2 : 1)).reduce<number>(
    (sum, cells) => sum + cells,
    0,
  );
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
