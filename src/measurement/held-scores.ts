import type { Fault, Mode } from '../definition/types.js';
import { figureOf, withReasons } from './figure-of.js';
import type { ModeEstimates, ModeMaterial } from './mode-estimates.js';
import type { ModeShares } from './mode-shares.js';
import { scoreOf } from './wave-measurement.js';
import type { Figure, TreeNode } from './wave-measurement.js';

/**
 * Scores of the districts with the modes at one mix, and their covariance: target' x scores by mode, target' x covariance x target.
 *
 * @param cells from `modeEstimates` of `byDistrictAndMode`
 * @param target shares in the order of the frame's modes, of sum 1; taken as given
 * @returns a district that lacks the score of a mode of the mix has no number, with the reason
 * @example scores 80 and 60 with variances 1 and 4, uncorrelated, target 0.5 each: 70 with variance 1.25
 */
export function heldScores(
  { estimates, figures }: ModeEstimates,
  target: ModeShares,
  material: ModeMaterial,
): ModeEstimates {
  const { frame } = material;
  const [k, modes] = [frame.districts.length, target.length];
  const used = [...target.keys()].filter((m) => (target[m] as number) > 0);
  const sum = (entry: (m: number) => number): number =>
    used.reduce((all, m) => all + (target[m] as number) * entry(m), 0);
  const score = Float64Array.from(frame.districts, (_, d) => sum((m) => estimates.score[d * modes + m] as number));
  const covariance = Float64Array.from({ length: k * k }, (_, at) => {
    const [a, b] = [Math.floor(at / k) * modes, (at % k) * modes];
    return sum((m) => sum((n) => estimates.covariance[(a + m) * estimates.k + b + n] as number));
  });
  const { id, psus, strata } = estimates;
  const own = frame.districts.map((district, d) => {
    const byMode = used.map((m) => ({ mode: frame.modes[m] as Mode, figure: figures[d * modes + m] as Figure }));
    // With weights brought to the mix, Kish's number of a district comes from those of its modes.
    const effectiveN = 1 / sum((m) => (target[m] as number) / (figures[d * modes + m] as Figure).effectiveN);
    const evidence = { estimate: score[d] as number, variance: covariance[d * k + d] as number, effectiveN };
    return heldFigure(district, evidence, { byMode, material });
  });
  return { estimates: { id, k, score, covariance, psus, strata }, figures: own };
}

function heldFigure(
  district: string,
  evidence: { estimate: number; variance: number; effectiveN: number },
  { byMode, material }: { byMode: { mode: Mode; figure: Figure }[]; material: ModeMaterial },
): Figure {
  const { measurement, nodes, ground } = material;
  const path = (nodes[0] as TreeNode).id;
  const published = scoreOf(measurement, path, district).figure;
  const { n, psus, marks } = published;
  const measurable = byMode.every(({ figure: each }) => each.psus > 1);
  const figure = {
    ...figureOf({ path, ...evidence, n, psus: measurable ? psus : 1, strata: 0, marks: [] }, ground),
    psus,
    marks,
  };
  const without = byMode
    .filter(({ figure: each }) => each.status === 'notShown')
    .map(({ mode, figure: each }): Fault => {
      return { code: each.n === 0 ? 'figure.emptyMode' : 'figure.modeNotShown', path, params: { mode, n: each.n } };
    });
  const known = new Set([...figure.reasons, ...without].map(({ code }) => code));
  return withReasons(figure, [...without, ...published.reasons.filter(({ code }) => !known.has(code))]);
}
