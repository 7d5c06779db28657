import type { Fault } from '../definition/types.js';
import type { MarginVariable } from '../waves/method.js';
import type { Frame } from './frame.js';

/** A node of the index tree. Ids: `overall`, `sector:<sector>`, `survey:<survey>`, `dimension:<survey>/<id>`, `item:<survey>/<id>`. */
export interface TreeNode {
  id: string;
  kind: 'overall' | 'sector' | 'survey' | 'dimension' | 'item';
  /** Id of the node above; '' for the overall index. */
  parent: string;
  /** Share in the node above; shares of siblings sum to 1. */
  weight: number;
  /** Sector, survey, dimension or item id; '' for the overall index. */
  name: string;
  /** Survey the node belongs to; '' above the surveys. */
  survey: string;
}

/** ranked: takes part in rankings; notRanked: shown without a rank; notShown: no number is given (样本不足). */
export type Status = 'ranked' | 'notRanked' | 'notShown';

export type Mark =
  /** A margin without a source for its district was used. */
  | 'fallbackMargin'
  /** A margin's categories stand in for others. */
  | 'approximateMargin'
  /** The wave has no margins: start weights are used as they are. */
  | 'notRaked'
  /** Raking stopped before the margins were met. */
  | 'notConverged'
  /** Members in fewer than two PSUs: no error can be given. */
  | 'singlePsu'
  /** Members' PSUs less members' strata below 8. */
  | 'fewDegreesOfFreedom'
  /** A stratum of the design holds one PSU; it was centred on the mean of all PSUs. */
  | 'lonelyPsu'
  /** Everybody, or nobody, is satisfied: no error can be given. */
  | 'atBound';

export interface Interval {
  se: number;
  low: number;
  high: number;
}

/** One number and all that goes with it. Scores are 0-100. */
export interface Figure {
  status: Status;
  /** Absent when the status is notShown. */
  estimate?: number;
  /** Absent when the status is notShown, or no error can be given (marks say why). */
  error?: Interval;
  /** Respondents with a valid item, unweighted. */
  n: number;
  /** Kish's effective number over those. */
  effectiveN: number;
  /** PSUs with members. */
  psus: number;
  /** Degrees of freedom of the design: all its PSUs less all its strata. */
  df: number;
  /** Why it is not ranked or not shown. */
  reasons: Fault[];
  marks: Mark[];
}

/** The band of the published two-decimal value; crosses when the interval reaches over one of its cuts. */
export interface BandMark {
  id: string;
  crosses: boolean;
}

export interface Score {
  node: string;
  /** Service district. */
  district: string;
  figure: Figure;
  band?: BandMark;
}

/** Share of satisfied service users in per cent: another thing than a score. */
export interface SatisfiedShare {
  survey: string;
  /** Service district; 'all' for the service users of all districts together. */
  district: string;
  figure: Figure;
}

export interface CityScore {
  node: string;
  /** Fixed population shares times district indexes; no number where any district is insufficient. */
  official: {
    estimate?: number;
    error?: Interval;
    shares: { district: string; share: number }[];
    reasons: Fault[];
    marks: Mark[];
    band?: BandMark;
  };
  /** All service users of the city as one domain: moves with where users are. */
  pooled: Figure;
}

/** Covariance of the district estimates of a node, in the order of `districts`; districts without an error are left out. */
export interface NodeCovariance {
  node: string;
  districts: string[];
  values: number[][];
}

export interface RankRow {
  district: string;
  /** From unrounded values. */
  rank: number;
  /** Ties at two published decimals share the better rank: 1, 2, 2, 4. */
  displayedRank: number;
  /** Simultaneous rank set: covers all districts jointly. */
  set: { best: number; worst: number };
  /** Marginal rank set: covers this district alone. */
  marginal: { best: number; worst: number };
  /** Districts of one tier cannot be told from its first; 1 = best. */
  tier: number;
}

export interface Ranking {
  node: string;
  /** Best first. */
  rows: RankRow[];
  unranked: { district: string; reasons: Fault[] }[];
  confidence: number;
  draws: number;
  seed: number;
}

export interface MarginCell {
  variable: MarginVariable;
  district: string;
  category: string;
  /** Persons to which the weights are raked. */
  target: number;
  n: number;
  /** Sums of weights before and after raking. */
  start: number;
  final: number;
  source: string;
  asOf: string;
  fallback: boolean;
  approximate: boolean;
}

/** How the rows of one survey were weighted. */
export interface SurveyWeighting {
  survey: string;
  status: 'weighted' | 'notEstimable';
  /** Why not: empty cells, margins that are missing. */
  faults: Fault[];
  marks: Mark[];
  n: number;
  users: number;
  rounds: number;
  /** Largest relative distance of a weighted margin from its target when raking stopped. */
  gap: number;
  deff: number;
  effectiveN: number;
  /** Largest over smallest final weight. */
  weightRatio: number;
  smallest: number;
  largest: number;
  cells: MarginCell[];
}

/** Weights by row of the frame. final = start x rakingFactor; 0 where the survey could not be weighted. */
export interface WeightColumns {
  start: Float64Array;
  rakingFactor: Float64Array;
  final: Float64Array;
}

export interface FrameSummary {
  rows: number;
  respondents: number;
  strata: number;
  psus: number;
  df: number;
  /** Strata with a single PSU. */
  lonelyStrata: string[];
  /** Interviews by residence district; users and valid (respondents with a valid item) by service district. */
  counts: { survey: string; district: string; interviews: number; users: number; valid: number }[];
  leftOut: Frame['leftOut'];
  outside: Frame['outside'];
}

/** Everything the screens and the archive take from a wave. `weights` has a row for each row of the frame; the rest is plain data. */
export interface WaveMeasurement {
  wave: string;
  kind: 'real' | 'simulated';
  methodVersion: string;
  marginVersion: string;
  boundaryVersion: string;
  confidence: number;
  districts: string[];
  frame: FrameSummary;
  weights: WeightColumns;
  weighting: SurveyWeighting[];
  nodes: TreeNode[];
  scores: Score[];
  satisfied: SatisfiedShare[];
  /** Of the overall index, each sector and each survey. */
  covariances: NodeCovariance[];
  city: CityScore[];
  rankings: Ranking[];
}

/**
 * The score of a node in a district.
 *
 * @param node id of a node
 * @param district code of a service district
 * @returns its figure, 0-100, and band
 * @throws where the measurement has no such node or district
 * @example scoreOf(measurement, 'overall', '330602').figure.estimate // 81.234
 */
export function scoreOf(measurement: WaveMeasurement, node: string, district: string): Score {
  const score = measurement.scores.find((each) => each.node === node && each.district === district);
  if (!score) throw new Error(`scoreOf requires a node and district of the measurement, not ${node} in ${district}`);
  return score;
}
