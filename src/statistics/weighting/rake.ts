import { cellsOf, sumByCell } from '../design/cells.js';
import type { Cells } from '../design/cells.js';

/** Known population totals of the levels of one variable. */
export interface RakingMargin {
  name: string;
  /** Names of the levels. */
  labels: readonly string[];
  /** Level of each row. */
  codes: Int32Array;
  /** Population total of each level. */
  targets: Float64Array;
}

/** Why margins cannot be met. */
export interface RakingFault {
  kind: 'totalsDisagree' | 'levelAbsent' | 'levelWithoutTarget';
  margin: string;
  /** '' where the fault is of the whole margin. */
  level: string;
}

export interface Raked {
  weights: Float64Array;
  /** The cells of the margins: what calibration residuals need. */
  cells: Cells;
  rounds: number;
  converged: boolean;
  /** Largest relative distance of a margin level from its target at the end. */
  gap: number;
}

const TOLERANCE = 1e-13;
const MOST_ROUNDS = 10_000;
/** Margins that contradict each other in the cells there are make the rounds repeat with a gap that stays. */
const MET = 1e-9;

/**
 * Looks for what makes raking impossible: margins whose totals disagree by more than 1e-9 relative, levels with a target and
 * no weight in the sample, levels of the sample whose target is not a number.
 *
 * @param start start weights by row, finite and 0 or more
 * @returns faults, none where raking can start
 * @throws where a start weight is not such a number, or a margin has not one code a row and one target a label
 * @example rakingFaults(Float64Array.of(1), [{ name: 'sex', labels: ['m', 'f'], codes: Int32Array.of(0), targets: Float64Array.of(2, 3) }]) // [{ kind: 'levelAbsent', margin: 'sex', level: 'f' }]
 */
export function rakingFaults(start: Float64Array, margins: readonly RakingMargin[]): RakingFault[] {
  checkColumns('rakingFaults', start, margins);
  return faultsOf(start, margins);
}

function faultsOf(start: Float64Array, margins: readonly RakingMargin[]): RakingFault[] {
  const total = sum(margins[0]?.targets ?? new Float64Array());
  return margins.flatMap((margin) => {
    const levels = levelFaults(start, margin);
    if (levels.length > 0) return levels;
    const apart = Math.abs(sum(margin.targets) - total) > 1e-9 * Math.abs(total);
    return apart ? [{ kind: 'totalsDisagree' as const, margin: margin.name, level: '' }] : [];
  });
}

/**
 * Raking (iterative proportional fitting): in turn for each margin every weight is multiplied by target / weighted total of
 * its level, until no weight changes by more than 1e-13 relative in a round. With one margin this is post-stratification. A level with target 0 ends with weights 0.
 * Source: Deming and Stephan (1940); the limit equals R survey `calibrate(calfun = 'raking')`.
 *
 * @param start start weights by row, finite and 0 or more
 * @param margins one or more, with a code and so a target for every row
 * @param mostRounds 1 or more
 * @returns weights by row, summing to the margins' total; `converged` is false where a margin is left more than 1e-9 from its target
 * @throws as `rakingFaults`, where there is no margin or a row has no level, and naming margin and level where there is a fault
 * @example start 1, 1 raked to targets 3 and 5 of one margin: weights 3 and 5 after 2 rounds
 */
export function rake(start: Float64Array, margins: readonly RakingMargin[], mostRounds = MOST_ROUNDS): Raked {
  if (margins.length === 0) throw new Error('rake requires a margin');
  checkColumns('rake', start, margins);
  const [fault] = faultsOf(start, margins);
  if (fault) throw new Error(`rake requires ${rakingRequirement(fault)}`);
  const without = margins.find(({ codes }) => codes.some((code) => code < 0));
  if (without) throw new Error(`rake requires a level of every row: ${without.name}`);
  const cells = cellsOf(
    margins.map((margin) => margin.codes),
    margins.map((margin) => margin.targets.length),
  );
  const base = sumByCell(cells, start);
  const factors = new Float64Array(cells.count).fill(1);
  let rounds = 0;
  let change = Infinity;
  while (change > TOLERANCE && rounds < mostRounds) {
    change = rakeOnce(cells, base, factors, margins);
    rounds += 1;
  }
  const weights = start.map((weight, row) => weight * (factors[cells.cell[row] as number] as number));
  const gap = largestGap(cells, base, factors, margins);
  return { weights, cells, rounds, converged: gap <= MET, gap };
}

/**
 * What is required where there is a fault, with the margin and level it is about.
 *
 * @param fault from `rakingFaults`
 * @returns the end of a sentence that begins with the name of a function
 * @example rakingRequirement({ kind: 'levelAbsent', margin: 'sex', level: 'f' }) // 'rows for every level with a target: sex f'
 */
export function rakingRequirement({ kind, margin, level }: RakingFault): string {
  return `${requirement[kind]}: ${margin} ${level}`.trimEnd();
}

const requirement: Record<RakingFault['kind'], string> = {
  totalsDisagree: 'margins with one total',
  levelAbsent: 'rows for every level with a target',
  levelWithoutTarget: 'a target for every level of the sample',
};

/** One round over all margins. Returns the largest relative change of a cell's factor. */
function rakeOnce(cells: Cells, base: Float64Array, factors: Float64Array, margins: readonly RakingMargin[]): number {
  const before = factors.slice();
  for (const [variable, margin] of margins.entries()) {
    const level = cells.level[variable] as Int32Array;
    const totals = marginTotals(level, base, factors, margin.targets.length);
    for (let cell = 0; cell < cells.count; cell++) {
      const at = level[cell] as number;
      const total = totals[at] as number;
      if (total > 0) factors[cell] = (factors[cell] as number) * ((margin.targets[at] as number) / total);
    }
  }
  return factors.reduce((most, factor, cell) => {
    const old = before[cell] as number;
    return old === 0 ? most : Math.max(most, Math.abs(factor / old - 1));
  }, 0);
}

function marginTotals(level: Int32Array, base: Float64Array, factors: Float64Array, levels: number): Float64Array {
  const totals = new Float64Array(levels);
  for (let cell = 0; cell < level.length; cell++) {
    const at = level[cell] as number;
    totals[at] = (totals[at] as number) + (base[cell] as number) * (factors[cell] as number);
  }
  return totals;
}

function largestGap(cells: Cells, base: Float64Array, factors: Float64Array, margins: readonly RakingMargin[]): number {
  const gaps = margins.flatMap((margin, variable) => {
    const totals = marginTotals(cells.level[variable] as Int32Array, base, factors, margin.targets.length);
    return Array.from(margin.targets, (target, at) =>
      target === 0 ? 0 : Math.abs((totals[at] as number) / target - 1),
    );
  });
  return Math.max(0, ...gaps);
}

function checkColumns(caller: string, start: Float64Array, margins: readonly RakingMargin[]): void {
  if (!start.every((weight) => weight >= 0 && weight < Infinity)) {
    throw new Error(`${caller} requires start weights of 0 or more`);
  }
  const unfit = margins.find(
    ({ codes, labels, targets }) =>
      codes.length !== start.length || targets.length !== labels.length || codes.some((code) => code >= labels.length),
  );
  if (unfit) throw new Error(`${caller} requires a code for every row and a target for every label: ${unfit.name}`);
}

function levelFaults(start: Float64Array, margin: RakingMargin): RakingFault[] {
  const rows = new Float64Array(margin.labels.length);
  for (let row = 0; row < start.length; row++) {
    const at = margin.codes[row] as number;
    rows[at] = (rows[at] as number) + (start[row] as number);
  }
  return margin.labels.flatMap((level, at) => {
    const target = margin.targets[at] ?? Number.NaN;
    const weight = rows[at] as number;
    const kind: RakingFault['kind'] = target > 0 && target < Infinity ? 'levelAbsent' : 'levelWithoutTarget';
    const faulty = target > 0 && target < Infinity ? weight === 0 : target !== 0;
    return faulty ? [{ kind, margin: margin.name, level }] : [];
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
