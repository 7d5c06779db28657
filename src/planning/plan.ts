import type { Assumptions, Ranked } from './assumptions.js';
import { effortOf, precisionOf, usersToSee, type Effort } from './precision.js';
import { rankCertainty, type Ground, type RankCertainty } from './rank-certainty.js';

/** What one size of sample gives. */
export interface PlanLine extends RankCertainty {
  /** Service users, a district and survey. */
  users: number;
  effort: Effort;
  /** Half of the 95 % interval of a district's index, in points. */
  margin: { overall: number; sector: number };
}

/** The size with which two districts that differ as supposed are told apart four times out of five. */
export interface Needed {
  users: number;
  effort: Effort;
}

/** Service users a district and survey that are looked at; a real method asks for 100 to rank a district. */
export const sizes: readonly number[] = [50, 100, 150, 200, 300, 400, 600, 800, 1200];

const normal = { confidence: 1.959964, power: 0.841621 };

export function planLine(assumptions: Assumptions, ranked: Ranked, ground: Ground, users: number): PlanLine {
  const precision = precisionOf(assumptions, users);
  return {
    users,
    effort: effortOf(assumptions, users),
    margin: { overall: normal.confidence * precision.overall, sector: normal.confidence * precision.sector },
    ...rankCertainty(ground, assumptions.districtSpread, precision[ranked]),
  };
}

/** Compared with all others at once, as rank sets do, or the two alone. */
export function neededOf(assumptions: Assumptions, ranked: Ranked, ground: Ground): { among: Needed; alone: Needed } {
  const needed = (critical: number): Needed => {
    const users = usersToSee(assumptions, { critical, power: normal.power })[ranked];
    return { users, effort: effortOf(assumptions, users) };
  };
  return { among: needed(ground.critical), alone: needed(normal.confidence) };
}
