import type { Wave } from '../waves/wave.js';

export interface Revocation {
  at: Date;
  /** Account id. */
  by: string;
  reason: string;
}

/** Links made at once, numbered from 1: one survey of one wave. */
export interface LinkBatch {
  id: string;
  wave: string;
  survey: string;
  /** The wave's online sample source that links belong to. */
  source: string;
  count: number;
  createdAt: Date;
  createdBy: string;
  revoked?: Revocation;
}

/** A single-use personal link. Its token is kept nowhere. */
export interface Link {
  tokenHash: string;
  /** SHA-256 of the id of its response. */
  responseHash: string;
  wave: string;
  survey: string;
  source: string;
  batch: string;
  number: number;
  /** The sender's own mark, e.g. a household's number; never a name or a phone number. */
  label?: string;
  createdAt: Date;
  /** Its own, or its batch's. */
  revoked?: Revocation;
}

export type LinkState = 'ready' | 'begun' | 'answered' | 'revoked';

/** What came of the links of a batch. Who has begun includes who has answered. */
export interface LinkCounts {
  made: number;
  begun: number;
  answered: number;
  revoked: number;
}

export const largestBatch = 20_000;

/** Whether a link may be answered now: links end with their wave. */
export function standingOf(
  { revoked }: Pick<Link, 'revoked'>,
  { opensAt, closesAt }: Pick<Wave, 'opensAt' | 'closesAt'>,
  now: Date,
): 'live' | 'revoked' | 'notYet' | 'over' {
  if (revoked) return 'revoked';
  if (now >= closesAt) return 'over';
  return now < opensAt ? 'notYet' : 'live';
}
