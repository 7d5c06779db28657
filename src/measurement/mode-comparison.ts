import type { Mode } from '../definition/types.js';
import type { NodeEstimates } from '../statistics/estimation/score-tree.js';
import type { Wave } from '../waves/wave.js';
import type { Ground } from './figure-of.js';
import type { Frame } from './frame.js';
import { heldScores } from './held-scores.js';
import { byDistrictAndMode, byMode, subtree } from './mode-cells.js';
import { modeEstimates } from './mode-estimates.js';
import { modeShares, targetMix } from './mode-shares.js';
import type { ModeShares } from './mode-shares.js';
import { covarianceOf, rankDistricts } from './ranking.js';
import type { Figure, NodeCovariance, Ranking, WaveMeasurement } from './wave-measurement.js';
import { weightFrame } from './weighting.js';

/** The score of one mode in a district; district 'all' = all districts together. */
export interface ModeScore {
  district: string;
  mode: Mode;
  /** Share with which the mode enters the district's published score. */
  share: number;
  /** Judged by its own n alone: a ranked one has as many respondents as a ranked district. */
  figure: Figure;
}

/** The modes of a wave compared, for one node of the index. */
export interface ModeComparison {
  node: string;
  /** The mix at which the modes are held, the same in all districts; shares sum to 1. */
  target: { mode: Mode; share: number }[];
  /** Whether the method states the mix, or it is that of this wave's city. */
  targetFrom: 'method' | 'wave';
  scores: ModeScore[];
  /** Score of each district at the held mix; no number, with reasons, where a mode of the mix has none. */
  held: { district: string; figure: Figure }[];
  /** Covariance of the scores of a district's modes, in the order of the modes; 0 for a mode without answers. */
  covariances: { district: string; values: number[][] }[];
  /** Covariance of the held scores, of districts that have an error. */
  heldCovariance: NodeCovariance;
  /** Ranks by the held scores. */
  ranking: Ranking;
}

/**
 * Compares the modes of a wave: each mode's score in each district, and the score of each district with the modes at one mix:
 * sum over modes of target share x score of the mode in the district. The error comes from the full covariance of all districts x modes
 * (domains of one frame, linearised, calibration residual included); the target is taken as given.
 * Source: Buelens and van den Brakel (2015), Measurement error calibration in mixed-mode sample surveys.
 *
 * @param frame of the wave
 * @param measurement of the same frame
 * @param id of the overall index, a sector or a survey
 * @returns scores by district and mode, then of all districts by mode; modes that nobody used have no score and are never filled in
 * @throws where the measurement has no such node
 * @example phone 80 and online 60 in a district, target 0.5 each: held 70, whatever their shares in the district are
 */
export function compareModes(frame: Frame, wave: Wave, measurement: WaveMeasurement, id: string): ModeComparison {
  const nodes = subtree(measurement.nodes, id);
  if (nodes.length === 0) throw new Error(`compareModes requires a node of the measurement, not ${id}`);
  const design = { psu: frame.columns.psu, stratum: frame.stratumOfPsu, strata: frame.strata.length };
  const weighted = weightFrame(frame, wave, design);
  const material = { frame, measurement, nodes, design, weighted, ground: groundOf(measurement, wave) };
  const shares = modeShares(nodes, frame, measurement.weights.final);
  const city = modeShares(measurement.nodes, frame, measurement.weights.final).at(-1) as ModeShares;
  const target = targetMix(frame.modes, wave.method, city);
  const cells = modeEstimates(byDistrictAndMode(frame), material);
  const pooled = modeEstimates(byMode(frame), material);
  const modes = frame.modes.length;
  const places = [...frame.districts, 'all'];
  const scores = places.flatMap((district, d) =>
    frame.modes.map((mode, m): ModeScore => {
      const figure = (d < frame.districts.length ? cells.figures[d * modes + m] : pooled.figures[m]) as Figure;
      return { district, mode, share: shares[d]?.[m] as number, figure };
    }),
  );
  const held = heldScores(cells, target, material);
  return {
    node: id,
    target: frame.modes.map((mode, m) => ({ mode, share: target[m] as number })),
    targetFrom: wave.method.modeMix ? 'method' : 'wave',
    scores,
    held: frame.districts.map((district, d) => ({ district, figure: held.figures[d] as Figure })),
    covariances: frame.districts.map((district, d) => ({ district, values: covarianceIn(cells.estimates, d, modes) })),
    heldCovariance: covarianceOf(held.estimates, held.figures, frame.districts),
    ranking: rankDistricts(held.estimates, held.figures, frame.districts, wave.method),
  };
}

function groundOf({ frame, confidence }: WaveMeasurement, { method }: Wave): Ground {
  return { df: frame.df, confidence, floors: method.floors, lonelyStrata: frame.lonelyStrata.length > 0 };
}

function covarianceIn({ covariance, k }: NodeEstimates, district: number, modes: number): number[][] {
  const of = Array.from({ length: modes }, (_, m) => district * modes + m);
  return of.map((a) => of.map((b) => covariance[a * k + b] as number));
}
