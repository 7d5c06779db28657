/** The audit: what was done, by whom, in a chain in which each entry carries the hash of the one before. */

export type AuditDetails = Record<string, string | number | boolean>;

export interface AuditFact {
  at: Date;
  /** Account id, or `system`, or `unknown` before somebody has signed in. */
  who: string;
  /** e.g. `signIn`, `export`, `account.disable`. */
  action: string;
  /** What it was done to: an id, never a phone number, an answer or a password. */
  subject: string;
  /** An intent is written before the work, and its outcome after it; a fact without work is `done` or `failed` at once. */
  phase: 'intent' | 'done' | 'failed';
  details?: AuditDetails;
}

export interface AuditEntry extends Required<AuditFact> {
  /** 1, 2, 3 ... without a gap. */
  sequence: number;
  previousHash: string;
  hash: string;
}

/** Stands before the first entry. */
export const noHash = '0'.repeat(64);

/** The text of an entry that is hashed; the order of the details does not count. */
export function auditText(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, at, who, action, subject, phase, details, previousHash } = entry;
  const sorted = Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sequence, at.toISOString(), who, action, subject, phase, sorted, previousHash]);
}

/** The entry that records a fact after `previous` (undefined: it is the first). */
export function nextEntry(
  previous: Pick<AuditEntry, 'sequence' | 'hash'> | undefined,
  fact: AuditFact,
  sha256: (text: string) => string,
): AuditEntry {
  const entry = {
    ...fact,
    details: fact.details ?? {},
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? noHash,
  };
  return { ...entry, hash: sha256(auditText(entry)) };
}

/** Whether an entry is unchanged and follows `previous`. */
export function follows(
  previous: Pick<AuditEntry, 'sequence' | 'hash'> | undefined,
  entry: AuditEntry,
  sha256: (text: string) => string,
): boolean {
  const { hash, ...rest } = entry;
  const inPlace = entry.sequence === (previous?.sequence ?? 0) + 1 && entry.previousHash === (previous?.hash ?? noHash);
  return inPlace && sha256(auditText(rest)) === hash;
}
