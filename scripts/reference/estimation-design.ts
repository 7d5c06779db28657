import { psusByStratum } from '../../src/statistics/design/design.js';
import type { Design } from '../../src/statistics/design/design.js';
import { twoStageDesign } from '../../src/statistics/design/two-stage.js';
import type { TwoStageDesign } from '../../src/statistics/design/two-stage.js';
import { codesOf, numberColumn, textColumn } from './case.js';
import type { Case, Table } from './case.js';
import { columnName, designOfCase, fractionOf } from './survey-design.js';

/** First stage and, where `input` names secondary units, the second with its own population numbers. */
export function stagesOfCase(given: Case, table: Table): TwoStageDesign | undefined {
  const { input } = given;
  if (!input['ssu']) return undefined;
  const first = designOfCase(given, table);
  const bare = twoStageDesign(first, codesOf(textColumn(table, columnName(input['ssu']))).codes);
  const population = input['fpc_stage2'] ?? input['fpc2'];
  if (!population) return bare;
  return {
    first,
    second: { ...bare.second, fraction: fractionOf(bare.second, numberColumn(table, columnName(population))) },
  };
}

/** Weights of a column, or, where they are derived, one over the product of the sampling fractions; 1 where neither is there. */
export function weightsOfCase({ input }: Case, table: Table, design: Design, stages?: TwoStageDesign): Float64Array {
  const named = input['weight'];
  const derived = typeof named !== 'string' || named.startsWith('derived');
  if (!derived) return numberColumn(table, columnName(named));
  if (typeof named !== 'string' && !design.fraction) return new Float64Array(design.psu.length).fill(1);
  if (!design.fraction || (stages && !stages.second.fraction)) {
    throw new Error('weightsOfCase requires population numbers of every stage to derive weights from');
  }
  return Float64Array.from(design.psu, (psu) => {
    const h = design.stratum[psu] as number;
    return 1 / ((design.fraction?.[h] as number) * (stages?.second.fraction?.[psu] ?? 1));
  });
}

/** The label of the first stratum that holds one PSU and was not taken whole. */
export function lonelyStratum({ input }: Case, table: Table, design: Design): string | undefined {
  const counts = psusByStratum(design);
  const row = design.psu.findIndex((psu) => {
    const h = design.stratum[psu] as number;
    return counts[h] === 1 && (design.fraction?.[h] ?? 0) < 1;
  });
  if (row < 0) return undefined;
  return input['strata'] ? textColumn(table, columnName(input['strata']))[row] : '1';
}
