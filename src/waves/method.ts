import type { Mode, Text } from '../definition/types.js';

/** Variables that rows are raked to; the first one's totals are the persons of a district. */
export const marginVariables = ['age', 'sex'] as const;

export type MarginVariable = (typeof marginVariables)[number];

/** A population margin: known totals for cells of (residence district x categories of one variable). */
export interface Margin {
  variable: MarginVariable;
  district: string;
  /** Persons by category, e.g. { male: 346427, female: 328799 } or { '18-59': ..., '60+': ... }. */
  totals: Record<string, number>;
  source: string;
  asOf: string;
  /** No source for this district: a stated override that marks every figure made with it. */
  fallback: boolean;
  /** Categories stand in for others (15-59 for 18-59). */
  approximate: boolean;
}

export interface Band {
  id: string;
  label: Text;
  /** Half-open [from, to); the top band is closed. */
  from: number;
  to: number;
}

/** How a wave is measured: versioned, printed on every figure. */
export interface Method {
  version: string;
  conversion: 'LIN';
  /** Codes of S1 from which a person counts as satisfied. */
  satisfiedFrom: number;
  /** Mix of modes at which scores are held for comparison; only its proportions count. Absent: that of the wave's city. */
  modeMix?: Partial<Record<Mode, number>>;
  /** Weights of surveys inside their sector and of sectors in the overall index. */
  surveyWeights: Record<string, number>;
  sectorWeights: Record<string, number>;
  floors: { ranked: number; shown: number };
  margins: Margin[];
  marginVersion: string;
  /** Persons by district, for the city score. */
  population: { district: string; persons: number }[];
  confidence: number;
  rankDraws: number;
  rankSeed: number;
  bands: Band[];
}
