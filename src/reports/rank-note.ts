import type { Measured } from '../waves/measured.js';
import type { Reader } from './reader.js';
import { rankingOf } from './tree.js';

/** What the rank sets prove, said with the districts of this table. */
export function rankNote({ measurement }: Measured, node: string, reader: Reader): string {
  const ranking = rankingOf(measurement, node);
  const first = ranking?.rows[0];
  if (!ranking || !first) return reader.t('reports.rank.none');
  const params = {
    district: reader.district(first.district),
    best: first.set.best,
    worst: first.set.worst,
    confidence: Math.round(100 * ranking.confidence),
  };
  return reader.t(first.set.best === first.set.worst ? 'reports.rank.exampleSure' : 'reports.rank.example', params);
}
