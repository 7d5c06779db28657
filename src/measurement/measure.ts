import type { Questionnaire } from '../definition/questionnaire.js';
import { degreesOfFreedom, psusByStratum } from '../statistics/design/design.js';
import type { Design } from '../statistics/design/design.js';
import type { NodeEstimates } from '../statistics/estimation/score-tree.js';
import type { Wave } from '../waves/wave.js';
import { bandOf } from './bands.js';
import { cityScore } from './city.js';
import type { Ground } from './figure-of.js';
import type { Frame } from './frame.js';
import { summaryOf } from './frame-summary.js';
import { marksByDomain } from './margin-marks.js';
import { covarianceOf, rankDistricts } from './ranking.js';
import { respondentsOf } from './respondents.js';
import { satisfiedShares } from './satisfied.js';
import { nodeFigures } from './node-figures.js';
import type { NodeFigures } from './node-figures.js';
import { comparesDistricts, estimateNodes, treeNodes } from './tree.js';
import type { Figure, Mark, Score, TreeNode, WaveMeasurement } from './wave-measurement.js';
import { weightFrame } from './weighting.js';
import type { WeightedFrame } from './weighting.js';

/**
 * Measures a wave: weights, the index tree with its errors and covariances, satisfied shares, city score, ranks.
 *
 * @param frame from `frameOf`
 * @param surveys questionnaires of the wave
 * @returns plain data, and weight columns with a row for each row of the frame
 * @throws where the method gives a survey or sector of the wave no weight
 * @example measureWave(frame, surveys, wave).scores.find(({ node }) => node === 'overall')
 */
export function measureWave(frame: Frame, surveys: readonly Questionnaire[], wave: Wave): WaveMeasurement {
  const design = { psu: frame.columns.psu, stratum: frame.stratumOfPsu, strata: frame.strata.length };
  const asked = wave.surveys.flatMap(({ id }) => surveys.filter(({ definition }) => definition.id === id));
  const weighted = weightFrame(frame, wave, design);
  const nodes = treeNodes(asked, wave.method);
  const estimates = estimateNodes(nodes, frame, weighted, design);
  const ground = groundOf(design, wave);
  const marks = marksBySurvey(frame, weighted, wave);
  const respondents = respondentsOf(nodes, frame, weighted.columns.final);
  const notWeighted = new Set(
    weighted.surveys.filter(({ status }) => status === 'notEstimable').map((each) => each.survey),
  );
  const figures = nodeFigures({ nodes, estimates, respondents, marks, notWeighted, ground });
  return {
    ...headOf(wave),
    frame: summaryOf(frame, design),
    weights: weighted.columns,
    weighting: weighted.surveys,
    nodes,
    scores: scoresOf(nodes, figures, wave),
    satisfied: frame.surveys.flatMap((block, at) => {
      const sample = weighted.samples[at] as (typeof weighted.samples)[number];
      const material = {
        frame,
        block,
        sample,
        weighted: !notWeighted.has(block.survey),
        marks: marks.get(block.survey) ?? [],
      };
      return satisfiedShares(material, wave.method.satisfiedFrom, ground);
    }),
    ...districtsOf(nodes, estimates, figures, { wave, ground }),
  };
}

function headOf({
  id,
  kind,
  method,
  boundaryVersion,
  districts,
}: Wave): Pick<
  WaveMeasurement,
  'wave' | 'kind' | 'methodVersion' | 'marginVersion' | 'boundaryVersion' | 'confidence' | 'districts'
> {
  const { version, marginVersion, confidence } = method;
  return {
    wave: id,
    kind,
    methodVersion: version,
    marginVersion,
    boundaryVersion,
    confidence,
    districts: [...districts],
  };
}

function groundOf(design: Design, { method }: Wave): Ground {
  return {
    df: degreesOfFreedom(design),
    confidence: method.confidence,
    floors: method.floors,
    lonelyStrata: psusByStratum(design).includes(1),
  };
}

function marksBySurvey(frame: Frame, weighted: WeightedFrame, { method }: Wave): Map<string, Mark[][]> {
  return new Map(
    frame.surveys.map((block, at) => {
      const report = weighted.surveys[at] as (typeof weighted.surveys)[number];
      return [block.survey, marksByDomain(frame, block, report, method.margins)];
    }),
  );
}

function scoresOf(nodes: readonly TreeNode[], figures: NodeFigures, { districts, method }: Wave): Score[] {
  return nodes.flatMap(({ id }) =>
    districts.map((district, d) => {
      const figure = figures.get(id)?.[d] as Figure;
      const band = figure.estimate === undefined ? undefined : bandOf(method.bands, figure.estimate, figure.error);
      return { node: id, district, figure, ...(band ? { band } : {}) };
    }),
  );
}

/** What compares districts: overall, by sector and by survey. */
function districtsOf(
  nodes: readonly TreeNode[],
  estimates: ReadonlyMap<string, NodeEstimates>,
  figures: NodeFigures,
  { wave, ground }: { wave: Wave; ground: Ground },
): Pick<WaveMeasurement, 'covariances' | 'city' | 'rankings'> {
  const compared = nodes
    .filter(comparesDistricts)
    .map(({ id }) => ({ found: estimates.get(id) as NodeEstimates, own: figures.get(id) as Figure[] }));
  const { districts, method } = wave;
  return {
    covariances: compared.map(({ found, own }) => covarianceOf(found, own, districts)),
    city: compared.map(({ found, own }) => cityScore(found, own, districts, { method, ground })),
    rankings: compared.map(({ found, own }) => rankDistricts(found, own, districts, method)),
  };
}
