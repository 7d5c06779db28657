import type { Fault } from '../definition/types.js';
import type { Interval } from './wave-measurement.js';

/** up, down: significant at 5 % after adjustment; same: not; open: the wave is still asked, nothing is tested yet. */
export type Verdict = 'up' | 'down' | 'same' | 'open';

/** A difference between two waves, later less earlier, in points of the 0-100 score. */
export interface Change {
  estimate: number;
  /** Interval without adjustment for the number of tests. */
  error: Interval;
  earlierSe: number;
  laterSe: number;
  /** Covariance of the score with itself in the other wave: not 0 where PSUs or people are shared. */
  covariance: number;
  t: number;
  /** Two-sided, of t with the degrees of freedom of the joined design. */
  p: number;
  /** After Holm over the family. */
  adjusted: number;
  verdict: Verdict;
}

export interface NodeChange {
  node: string;
  /** Service district; 'all' = the official score of the city. */
  district: string;
  /** Scores of both waves, where they are shown. */
  earlier?: number;
  later?: number;
  /** Absent where `reasons` say why. */
  change?: Change;
  reasons: Fault[];
}

/** Tests that are adjusted together: one kind of node, in districts or in the city. */
export interface TestFamily {
  kind: 'overall' | 'sector' | 'survey';
  place: 'districts' | 'city';
  tests: number;
}

/** How a wave differs from an earlier one. */
export interface WaveChange {
  earlier: string;
  later: string;
  /** Whether the later wave had closed; until then no test is made. */
  finished: boolean;
  confidence: number;
  /** PSUs of both waves, those in both, strata of the joined design, its degrees of freedom. */
  design: { psus: number; shared: number; strata: number; df: number };
  families: TestFamily[];
  changes: NodeChange[];
  /** What does not keep the waves from being compared and has to be said: items in other words. */
  notes: Fault[];
}
