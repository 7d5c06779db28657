import type { Fault } from '../definition/types.js';
import type { Design } from '../statistics/design/design.js';
import type { NodeEstimates } from '../statistics/estimation/score-tree.js';
import { figureOf, withReasons } from './figure-of.js';
import type { Ground } from './figure-of.js';
import type { Frame } from './frame.js';
import { respondentsOf } from './respondents.js';
import { estimateCompared } from './tree.js';
import type { Figure, TreeNode, WaveMeasurement } from './wave-measurement.js';
import type { WeightedFrame } from './weighting.js';

/** What the scores of the modes are made from. */
export interface ModeMaterial {
  frame: Frame;
  measurement: WaveMeasurement;
  design: Design;
  weighted: WeightedFrame;
  /** The node asked for, then what is below it. */
  nodes: readonly TreeNode[];
  ground: Ground;
}

/** One node in the districts of a frame that was cut by mode. */
export interface ModeEstimates {
  estimates: NodeEstimates;
  figures: Figure[];
}

/**
 * Estimates of the node in the districts of a frame that was cut by mode, each judged by its own respondents.
 *
 * @param cut from `byDistrictAndMode` or `byMode`
 * @param material of the frame that was cut
 * @returns estimates with their covariance, and a figure for each district of the cut frame
 * @example a cell of 12 respondents with a floor of 30 effective ones: its figure has status notShown
 */
export function modeEstimates(
  cut: Frame,
  { measurement, nodes, design, weighted, ground }: ModeMaterial,
): ModeEstimates {
  const estimates = estimateCompared(nodes, cut, weighted, design);
  const root = nodes[0] as TreeNode;
  const respondents = respondentsOf(nodes, cut, measurement.weights.final, [root]).get(root.id);
  const found = estimates.get(root.id) as NodeEstimates;
  const surveys = nodes.filter(({ kind }) => kind === 'survey');
  const figures = cut.districts.map((_, cell) => {
    const figure = figureOf(
      {
        path: root.id,
        estimate: found.score[cell] as number,
        variance: found.covariance[cell * found.k + cell] as number,
        n: respondents?.n[cell] as number,
        effectiveN: respondents?.effectiveN[cell] as number,
        psus: found.psus[cell] as number,
        strata: found.strata[cell] as number,
        marks: [],
      },
      ground,
    );
    const missing = surveys.filter(({ id }) => Number.isNaN(estimates.get(id)?.score[cell]));
    const reasons = figure.n === 0 ? [] : missing.map(({ id }) => missingPart(root.id, id));
    return withReasons(figure, reasons);
  });
  return { estimates: found, figures };
}

function missingPart(path: string, part: string): Fault {
  return { code: 'figure.missingPart', path, params: { part } };
}
