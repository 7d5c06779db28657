import type { Answers, Fault, Language, Mode } from '../definition/types.js';

export type Entry = 'case' | 'token' | 'siteQr' | 'intercept' | 'open';

/** How an interview ended. Only complete, partial and notServiceUser enter the measurement frame. */
export type Result = 'complete' | 'partial' | 'breakOff' | 'notServiceUser' | 'outOfPopulation' | 'quotaFull';

/** A district and how it was found. */
export interface Located {
  district: string;
  foundBy: 'answer' | 'residence' | 'sample';
}

export interface Times {
  /** Server time of the first POST. */
  startedAt: Date;
  /** When the last page was submitted, by the clock of whoever sent it; equal to the server's for pages. */
  endedAt: Date;
  /** Server time of the durable write. */
  receivedAt: Date;
  /** Milliseconds between page shown and page sent, by page id. */
  pages: Record<string, number>;
  /** The sending device's clock less the server's, in milliseconds. Above ten minutes start and end are put right by it, and `clock` is among the flags. */
  clockOffset?: number;
}

/** What is known of an interview before its first answer. */
export interface Opening {
  responseId: string;
  interviewId: string;
  respondentId: string;
  survey: string;
  version: number;
  definitionHash: string;
  wave: string;
  mode: Mode;
  entry: Entry;
  sampleSource: string;
  /** The sample source's own stratum, '' where it has none. */
  stratum: string;
  /** On site: the place where people are approached; the PSU. */
  site?: string;
  enumerator?: string;
  case?: string;
  language: Language;
  seed: number;
  /** 1 until a sample gives another, recorded as such. */
  baseWeight: number;
  /** Probability with which this survey was given to this person among those the person was eligible for. */
  allocation: number;
  /** Where one interview asks several surveys: ids of those the person was eligible for, in the order of the wave. */
  eligible?: string[];
  /** Asked in a simulated wave; stamped on every screen and file. */
  simulated: boolean;
  /** SHA-256 of the personal link's token, where one led here: no two responses share it. */
  tokenHash?: string;
  /** The batch that link was made in. */
  linkBatch?: string;
  startedAt: Date;
}

/** One person's answers to one survey, as kept: never overwritten. No name and no phone number. */
export interface Response extends Omit<Opening, 'startedAt'> {
  modeTrail: { mode: Mode; at: Date }[];
  answers: Answers;
  /** Values worked out from the answers, by id; absent where the survey has none. They follow from the answers: no part of the content hash. */
  computed?: Record<string, number | string>;
  result: Result;
  /** The screening that ended the interview, where one did. */
  screening?: string;
  /** The quota that was full, where that ended it. */
  quota?: string;
  residence?: Located;
  service?: Located;
  sex?: 'male' | 'female';
  /** Age category of the definition's profile. */
  age?: string;
  consentVersion: string;
  times: Times;
  /** Local date in Asia/Shanghai of the interview, YYYY-MM-DD. */
  localDate: string;
  contentHash: string;
  receipt: string;
  qualityFlags: string[];
  /** Set where the response came in by import: which run, which row. */
  imported?: { run: string; row: number };
  /** Kept out of the measurement as long as it stands. */
  exclusion?: Exclusion;
  /** How often it was changed since it was received; absent: never. A change names the revision it was made from. */
  revision?: number;
  /** When it last changed; absent: not since it was received. */
  changedAt?: Date;
  /** Every change, oldest first, with what stood there before. */
  history?: Change[];
}

/** What a correction replaces whole. */
export const contentFields = [
  'language',
  'answers',
  'result',
  'screening',
  'residence',
  'service',
  'sex',
  'age',
  'computed',
  'contentHash',
] as const;

export type Content = Pick<Response, (typeof contentFields)[number]>;

/** Why a response is not measured, beside the reviewer's own words. */
export const exclusionGrounds = ['test', 'duplicate', 'fabricated', 'wrongPerson', 'lowQuality', 'other'] as const;

export type ExclusionGround = (typeof exclusionGrounds)[number];

export interface Exclusion {
  by: string;
  at: Date;
  reason: string;
  ground: ExclusionGround;
}

export interface Change {
  /** The revision that the change made; 0 for a release, which the response began with. */
  revision: number;
  kind: 'released' | 'corrected' | 'excluded' | 'included';
  by: string;
  at: Date;
  reason: string;
  ground?: ExclusionGround;
  /** Corrected: what stood there until then. */
  before?: Content;
  /** Corrected by taking the later version of this conflict. */
  conflict?: string;
  /** Released: questions whose faulty answers were left out. */
  leftOut?: string[];
}

/** What a device sent that did not validate: kept with its faults until a person decides. */
export interface Quarantined {
  /** The response's id and a digest of what was sent: the same again is the same item. */
  id: string;
  responseId: string;
  receivedAt: Date;
  faults: Fault[];
  /** The submission as JSON: whatever it holds, it is kept to the letter. */
  submission: string;
  survey: string;
  mode: Mode;
  /** The account that sent it. */
  enumerator?: string;
  /** Whoever sent without one: a keyed digest of the address, gone when the item is decided. */
  sender?: string;
}
