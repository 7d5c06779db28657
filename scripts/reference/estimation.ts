import { levelKeys, unknownKey } from './asked.js';
import { objectOf, readTable } from './case.js';
import type { Answer, Case } from './case.js';
import { blockOf, centredOtherwise, isMethodKey, methodBlock } from './estimation-blocks.js';
import type { MethodBlock } from './estimation-blocks.js';
import { byFigures, covarianceFigures, overallFigures } from './estimation-figures.js';
import { groupsOfCase } from './estimation-replicates.js';
import {
  equalityFigures,
  independenceFigures,
  isRankTest,
  rankFigures,
  ratioFigures,
  tableFigures,
  tTestFigures,
} from './estimation-tests.js';
import { isLonelyKey, lonelyFigures } from './lonely.js';

const inputs = [
  'file',
  'weight',
  'strata',
  'psu',
  'ssu',
  'unit',
  'group',
  'fpc',
  'fpc_stage1',
  'fpc_stage2',
  'y',
  'domain',
  'row',
  'col',
];
const options = [...levelKeys, 'lonely', 'lonely_psu', 'G', 'grouping', 'row', 'col'];

/** Means, totals, ratios, domains, jackknives and tests from a design. */
export function answerEstimation(given: Case): Answer | string {
  const unknown = unknownKey('input', given.input, inputs) ?? unknownKey('options', given.options, options);
  if (unknown) return unknown;
  const table = readTable(given);
  const block = blockOf(given, table);
  const grouped = 'group' in given.input || 'G' in objectOf(given.options);
  const groups = grouped ? groupsOfCase(given, table, block.estimator.design) : undefined;
  if (typeof groups === 'string') return groups;
  const strange = strangeKey(given.expected);
  if (strange !== undefined) return `expected has ${strange}, which is not known here`;
  return answersOf(groups ? { ...block, groups } : block, given.expected);
}

const figures: Record<string, (block: MethodBlock, asked: unknown) => unknown> = {
  degf: ({ estimator }) => estimator.df,
  weights: ({ estimator }) => Array.from(estimator.weight),
  groups: ({ groups, estimator }) =>
    groups && Array.from(estimator.design.psu, (psu) => (groups.group[psu] as number) + 1),
  overall: (block, asked) => overallFigures(block, 'mean', asked),
  mean: (block, asked) => overallFigures(block, 'mean', asked),
  total: (block, asked) => overallFigures(block, 'total', asked),
  by: byFigures,
  domain_covariance: covarianceFigures,
  ratio: ratioFigures,
  table: tableFigures,
  chisq: independenceFigures,
  ttest: tTestFigures,
  equality_of_domain_means: equalityFigures,
  row: (_, asked) => asked,
  col: (_, asked) => asked,
};
const told = ['type', 'replicates', 'scale', 'rscales_unique', 'first_replicate_factors'];

/** The first key, at any depth of blocks, that asks for a figure nobody here makes. */
function strangeKey(expected: Record<string, unknown>): string | undefined {
  for (const [key, asked] of Object.entries(expected)) {
    if (isMethodKey(key)) {
      const inner = strangeKey(objectOf(asked));
      if (inner !== undefined) return `${key}.${inner}`;
    } else if (!isFigure(key.replace(/_centred_on_(full_estimate|replicate_mean)$/, ''))) return key;
  }
  return undefined;
}

function isFigure(key: string): boolean {
  return Object.hasOwn(figures, key) || told.includes(key) || isLonelyKey(key) || isRankTest(key);
}

function answersOf(block: MethodBlock, expected: Record<string, unknown>): Answer {
  return Object.fromEntries(Object.entries(expected).map(([key, asked]) => [key, answerOf(block, key, asked)]));
}

function answerOf(block: MethodBlock, key: string, asked: unknown): unknown {
  if (isMethodKey(key)) return answersOf(methodBlock(block, key, asked), objectOf(asked));
  if (isLonelyKey(key)) return lonelyFigures(block, key, asked);
  if (isRankTest(key)) return rankFigures(block, key, asked);
  if (told.includes(key)) return block.told?.[key];
  const other = centredOtherwise(block, key);
  return other ? answerOf(other.block, other.name, asked) : figures[key]?.(block, asked);
}
