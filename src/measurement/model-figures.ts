import type { PlsErrors, PlsFigure } from '../statistics/models/pls-errors.js';
import { standardErrorOf } from '../statistics/models/pls-errors.js';
import { reliabilityOf } from '../statistics/models/pls-reliability.js';
import { twoSidedP } from '../statistics/numbers/student-t.js';

/** An estimate of a model with its jackknife error; no error where no replicate could make it. */
export interface ModelFigure {
  estimate: number;
  se?: number;
}

export interface ModelConstruct {
  id: string;
  /** 0-100; absent where the items' weights have both signs. */
  index?: ModelFigure;
  /** Share of its variance that the constructs before it explain, 0-1; absent where there are none. */
  r2?: ModelFigure;
  /** Absent for a single item, whose reliability nobody knows. */
  reliability?: { alpha?: number; rhoC: number; rhoA: number; ave: number };
  items: { id: string; weight: number; loading: number }[];
}

export interface ModelPath {
  from: string;
  to: string;
  /** Standardised. */
  direct: ModelFigure;
  /** Direct and through others. */
  total: ModelFigure;
  /** Two-sided, of the direct effect; absent without an error. */
  p?: number;
}

/** All figures of a model. */
export interface ModelFigures {
  constructs: ModelConstruct[];
  paths: ModelPath[];
  /** Index of satisfaction by service district with the weights of all districts. */
  districts: { district: string; index?: ModelFigure }[];
}

/**
 * What is shown of an estimated model.
 *
 * @param errors estimates with their jackknife errors
 * @param correlation of the items, p x p by row: what the model was estimated from
 * @param districts codes, in the order of the domains
 * @returns effects standardised, indexes 0-100; no number where there is no estimate
 * @throws where the model and the correlations do not fit
 * @example of a model A -> B: constructs A and B, one path, B with an R2
 */
export function describeModel(
  errors: PlsErrors,
  correlation: Float64Array,
  districts: readonly string[],
): ModelFigures {
  const { pls } = errors.run;
  const { ids, items, blocks, predecessors } = pls.network;
  const count = ids.length;
  const reliability = reliabilityOf(pls, correlation);
  const constructs = ids.map((id, j): ModelConstruct => {
    const index = figureOf(errors, 'index', j);
    const { items: varying, alpha, rhoC, rhoA, ave } = reliability[j] as (typeof reliability)[number];
    const r2 = predecessors[j]?.length === 0 ? undefined : figureOf(errors, 'r2', j);
    return {
      id,
      ...(index ? { index } : {}),
      ...(r2 ? { r2 } : {}),
      ...(varying > 1 ? { reliability: { ...(alpha === undefined ? {} : { alpha }), rhoC, rhoA, ave } } : {}),
      items: (blocks[j] ?? []).map((item) => ({
        id: items[item] as string,
        weight: pls.weights[item] as number,
        loading: pls.crossLoadings[item * count + j] as number,
      })),
    };
  });
  const paths = predecessors.flatMap((before, to) => before.map((from) => pathOf(errors, { from, to, ids })));
  const satisfaction = ids.indexOf('satisfaction');
  const byDistrict = districts.map((district, d) => {
    const index = satisfaction < 0 ? undefined : figureOf(errors, 'domainIndex', d * count + satisfaction);
    return { district, ...(index ? { index } : {}) };
  });
  return { constructs, paths, districts: byDistrict };
}

function pathOf(errors: PlsErrors, { from, to, ids }: { from: number; to: number; ids: readonly string[] }): ModelPath {
  const at = from * ids.length + to;
  const direct = figureOf(errors, 'direct', at) as ModelFigure;
  const p = direct.se === undefined || direct.se === 0 ? undefined : twoSidedP(direct.estimate / direct.se, errors.df);
  return {
    from: ids[from] as string,
    to: ids[to] as string,
    direct,
    total: figureOf(errors, 'total', at) as ModelFigure,
    ...(p === undefined ? {} : { p }),
  };
}

function figureOf(errors: PlsErrors, figure: PlsFigure, at: number): ModelFigure | undefined {
  const estimate = errors.estimates[errors.start[figure] + at] as number;
  if (Number.isNaN(estimate)) return undefined;
  const se = standardErrorOf(errors, figure, at);
  return Number.isNaN(se) ? { estimate } : { estimate, se };
}
