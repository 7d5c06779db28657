import { compareModes, type ModeComparison } from '../../measurement/mode-comparison.js';
import type { Measured } from '../../waves/measured.js';
import { byteOrderMark, csvLines, type CsvValue } from '../csv.js';
import { choices } from '../tree.js';
import { figureHead, figureValues, rankHead, rankValues } from './figure-columns.js';

const head = ['data_kind', 'figure', 'node', 'district', 'mode', 'share', 'target', ...figureHead, ...rankHead];

/** Each mode's score, and the scores and ranks with the modes at one mix, unrounded; a piece a node, as each takes its time. */
export function* modesCsv(measured: Measured): Generator<string> {
  const { frame, wave, measurement } = measured;
  yield byteOrderMark + csvLines([head]);
  for (const { id } of choices(measurement))
    yield csvLines(rowsOf(compareModes(frame, wave, measurement, id), wave.kind));
}

function rowsOf({ node, scores, held, target, ranking }: ModeComparison, kind: string): CsvValue[][] {
  const byMode = scores.map(({ district, mode, share, figure }): CsvValue[] => {
    const goal = target.find((each) => each.mode === mode)?.share;
    return [kind, 'mode_score', node, district, mode, share, goal, ...figureValues(figure), ...rankValues(undefined)];
  });
  const atMix = held.map(({ district, figure }): CsvValue[] => {
    const rank = ranking.rows.find((row) => row.district === district);
    const blank = [undefined, undefined, undefined];
    return [kind, 'held_mix', node, district, ...blank, ...figureValues(figure), ...rankValues(rank)];
  });
  return [...byMode, ...atMix];
}
