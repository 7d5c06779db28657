import type { Mode } from '../definition/types.js';
import { holdsPersonalNumber } from './personal-number.js';
import type { Quarantined, Response } from './response.js';

/** What a person decided about something kept aside, and why. */
export interface Decision {
  by: string;
  at: Date;
  reason: string;
}

/** A second final submission under a taken id, kept for a person to compare. */
export interface WaitingConflict {
  id: string;
  responseId: string;
  contentHash: string;
  receivedAt: Date;
  submitted: Response;
  /** kept: the earlier stands; taken: the later became its correction. */
  state: 'waiting' | 'kept' | 'taken';
  decision?: Decision;
}

/** How a quarantined submission was let in. */
export interface Release extends Decision {
  /** The sample source that was chosen for it, where it named none of the wave. */
  source?: string;
  /** Faulty answers were left out. */
  leaveOut: boolean;
}

export interface WaitingSubmission extends Omit<Quarantined, 'sender'> {
  state: 'waiting' | 'released' | 'rejected';
  decision?: Decision & Partial<Release>;
}

/** What a list of waiting things shows; '' for all. */
export interface ReviewFilter {
  state: 'waiting' | 'decided';
  survey: string;
  mode: Mode | '';
  /** Code of a fault that it has. */
  fault: string;
}

/** Where a page of a list goes on: after this moment and id, newest first. */
export interface ListPlace {
  at: Date;
  id: string;
}

export function placeText({ at, id }: ListPlace): string {
  return `${at.getTime()}-${id}`;
}

/** The place in an address; undefined where it is none. */
export function placeFrom(text: unknown): ListPlace | undefined {
  const [, at, id] = (typeof text === 'string' && /^(\d{1,15})-([\w:-]{1,200})$/.exec(text)) || [];
  return at === undefined || id === undefined ? undefined : { at: new Date(Number(at)), id };
}

/** A line on which somebody says why; its words are `responses.fault.<code>`. */
export type ReasonFault = 'reasonMissing' | 'reasonPersonal';

export function reasonFault(reason: string): ReasonFault | undefined {
  if (reason.trim() === '') return 'reasonMissing';
  return holdsPersonalNumber(reason) ? 'reasonPersonal' : undefined;
}
