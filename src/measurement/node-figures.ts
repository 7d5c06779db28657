import type { Fault } from '../definition/types.js';
import type { NodeEstimates } from '../statistics/estimation/score-tree.js';
import { figureOf, withReasons } from './figure-of.js';
import type { Ground } from './figure-of.js';
import type { Respondents } from './respondents.js';
import type { Figure, Mark, TreeNode } from './wave-measurement.js';

/** Figures of a node by domain: the districts in their order, then all pooled. */
export type NodeFigures = Map<string, Figure[]>;

export interface Material {
  nodes: readonly TreeNode[];
  estimates: ReadonlyMap<string, NodeEstimates>;
  respondents: ReadonlyMap<string, Respondents>;
  /** Marks by survey and domain. */
  marks: ReadonlyMap<string, Mark[][]>;
  /** Surveys that could not be weighted. */
  notWeighted: ReadonlySet<string>;
  ground: Ground;
}

/**
 * Figures of all nodes. A survey stands by its own floors; a sector and the overall index stand no better than the surveys below
 * them: a part that is not shown hides the whole, a part that is not ranked keeps the whole unranked.
 *
 * @param material nodes with their estimates, respondents and marks, all in the same order of domains
 * @returns by node id
 * @example one of four surveys below the floor for ranks: the overall index is shown and not ranked
 */
export function nodeFigures(material: Material): NodeFigures {
  const figures: NodeFigures = new Map();
  for (const node of material.nodes.toReversed()) {
    const children = material.nodes.filter(({ parent }) => parent === node.id);
    const k = (material.estimates.get(node.id) as NodeEstimates).k;
    const domains = Array.from({ length: k }, (_, d) => {
      const parts = children.map(({ id }) => ({ id, figure: figures.get(id)?.[d] as Figure }));
      return withReasons(ownFigure(node, d, material), partReasons(node, parts, material));
    });
    figures.set(node.id, domains);
  }
  return figures;
}

function ownFigure(node: TreeNode, d: number, material: Material): Figure {
  const estimates = material.estimates.get(node.id) as NodeEstimates;
  const respondents = material.respondents.get(node.id) as Respondents;
  return figureOf(
    {
      path: node.id,
      estimate: estimates.score[d] as number,
      variance: estimates.covariance[d * estimates.k + d] as number,
      n: respondents.n[d] as number,
      effectiveN: respondents.effectiveN[d] as number,
      psus: estimates.psus[d] as number,
      strata: estimates.strata[d] as number,
      marks: marksOf(node, d, material),
    },
    material.ground,
  );
}

interface Part {
  id: string;
  figure: Figure;
}

function partReasons(node: TreeNode, parts: readonly Part[], { notWeighted }: Material): Fault[] {
  const reason = (code: string, part = ''): Fault => ({ code, path: node.id, params: part === '' ? {} : { part } });
  if (notWeighted.has(node.survey)) return [reason('figure.notWeighted')];
  return parts.flatMap(({ id, figure }) => {
    const whole = node.kind === 'overall' || node.kind === 'sector';
    const missing = whole ? figure.status === 'notShown' : figure.reasons.some(({ code }) => absent.has(code));
    if (missing) return [reason('figure.missingPart', id)];
    return whole && figure.status === 'notRanked' ? [reason('figure.partNotRanked', id)] : [];
  });
}

/** Reasons of a part that leave the whole without a number; a small item enters its dimension as it is. */
const absent = new Set(['figure.noAnswers', 'figure.missingPart', 'figure.notWeighted']);

function marksOf(node: TreeNode, d: number, { nodes, marks }: Material): Mark[] {
  const surveys = nodes
    .filter(({ kind, survey }) => kind === 'survey' && (node.survey === '' || node.survey === survey))
    .filter(({ parent }) => node.kind !== 'sector' || parent === node.id);
  return [...new Set(surveys.flatMap(({ survey }) => marks.get(survey)?.[d] ?? []))];
}
