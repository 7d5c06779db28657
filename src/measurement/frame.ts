import type { Mode } from '../definition/types.js';
import type { CoreColumn } from './core-columns.js';

/** Codes of the sex column of a frame. */
export const sexes = ['male', 'female', 'unknown'] as const;

/** Rows of one survey: a contiguous block of the frame, so that its columns are views. */
export interface SurveyBlock {
  survey: string;
  version: number;
  sector: string;
  /** Rows from <= row < to of the frame. */
  from: number;
  to: number;
  /** Ends of the scale that every item of the index uses. */
  min: number;
  max: number;
  /** Items of the index in tree order; values has to - from entries, NaN where there is no valid answer. */
  items: readonly ItemColumn[];
  /** Codes of the question that makes the satisfied share (S1); NaN where there is no valid answer. */
  satisfaction: Float64Array;
  /** Core questions beside the index, by construct; as long as `satisfaction`. */
  core: readonly CoreColumn[];
}

export interface ItemColumn {
  id: string;
  values: Float64Array;
}

/** Columns of the frame, one entry a row. */
export interface FrameColumns {
  /** Index into `Frame.modes`. */
  mode: Uint8Array;
  /** Index into `Frame.sampleSources`. */
  sampleSource: Int32Array;
  /** Index into `Frame.psus`: PSUs are renumbered over all strata, so equal numbers mean the same PSU. */
  psu: Int32Array;
  /** Index into `Frame.districts`; -1 where the population has no residents. */
  residence: Int32Array;
  /** Index into `Frame.districts`; -1 where the service was used outside them, or not at all. */
  service: Int32Array;
  /** Index into `sexes`. */
  sex: Uint8Array;
  /** Index into `Frame.ages`; -1 unknown. */
  age: Int32Array;
  /** Number of the person: rows of one respondent share it. */
  respondent: Int32Array;
  baseWeight: Float64Array;
  /** Probability with which the survey was given to the person; start weight = baseWeight / allocation. */
  allocation: Float64Array;
  /** 1 for service users. */
  user: Uint8Array;
}

/** Why responses are not in the frame. */
export type LeftOutReason =
  | 'excluded'
  | 'otherWave'
  | 'otherKind'
  | 'otherVersion'
  | 'breakOff'
  | 'outOfPopulation'
  | 'quotaFull'
  | 'outsideEntry'
  | 'usersSource'
  | 'unknownSource'
  | 'noResidence';

/** Interviews that came in by an entry or source which does not cover the population: shown apart, never weighted. */
export interface OutsideFigure {
  survey: string;
  district: string;
  kind: 'siteQr' | 'open' | 'users';
  /** Service users with a valid index item. */
  n: number;
  /** Unweighted index, up the tree from item means; absent where an item has no answer. */
  index?: number;
}

/** All interviews of a wave that are in the population, as columns. Rows are ordered by survey, then by response id. */
export interface Frame {
  rows: number;
  districts: readonly string[];
  modes: readonly Mode[];
  sampleSources: readonly string[];
  ages: readonly string[];
  /** Labels; a stratum is a sample source with its own stratum. */
  strata: readonly string[];
  /** Labels, unique within their stratum only. */
  psus: readonly string[];
  /** Stratum of each PSU. */
  stratumOfPsu: Int32Array;
  respondents: number;
  surveys: readonly SurveyBlock[];
  columns: FrameColumns;
  leftOut: readonly { reason: LeftOutReason; n: number }[];
  outside: readonly OutsideFigure[];
}
