import { scoreOf, type RankRow, type Score } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import type { Reader } from './reader.js';
import { rankingOf } from './tree.js';

/** A district with its score and place for one node of the index. */
export interface DistrictLine {
  score: Score;
  rank?: RankRow;
}

/** Ranked districts from best to worst, then the others in the order of the places file. */
export function districtLines(measured: Measured, node: string): DistrictLine[] {
  const { measurement } = measured;
  const ranks = rankingOf(measurement, node)?.rows ?? [];
  const ranked = ranks.map((rank) => ({ score: scoreOf(measurement, node, rank.district), rank }));
  const others = measurement.districts.filter((district) => ranks.every((rank) => rank.district !== district));
  return [...ranked, ...others.map((district) => ({ score: scoreOf(measurement, node, district) }))];
}

/** A rank with its rank set; never one without the other. */
export function rankWithSet(
  { displayedRank, set }: Pick<RankRow, 'displayedRank' | 'set'>,
  { t }: Pick<Reader, 't'>,
): string {
  return t('reports.rankWithSet', { rank: displayedRank, set: rankSetText(set) });
}

/** The places of a rank set, e.g. 1–3; one place stands alone. */
export function rankSetText({ best, worst }: RankRow['set']): string {
  return best === worst ? String(best) : `${best}–${worst}`;
}
