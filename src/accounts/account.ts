export const roles = ['administrator', 'supervisor', 'enumerator', 'analyst'] as const;
export type Role = (typeof roles)[number];

/** Somebody who signs in. */
export interface Account {
  id: string;
  name: string;
  role: Role;
  disabled: boolean;
  passwordHash: string;
  /** The password was chosen by somebody else and opens nothing but the page on which it is changed. */
  mustChangePassword: boolean;
  /** Raised when the password changes or the account is disabled: sessions begun under an earlier number end. */
  sessionVersion: number;
  /** Sign-ins tried since the last one that succeeded. */
  attempts: number;
  lastAttemptAt?: Date;
  createdAt: Date;
}

/** What the pages know of the person who is signed in: `res.locals.account`. */
export type SignedIn = Pick<Account, 'id' | 'name' | 'role' | 'mustChangePassword'>;

/** Two names that differ only in case or width are one name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

// It starts with a letter, so that nobody's phone number becomes an account name and lands in the audit.
const namePattern = /^\p{L}[\p{L}\p{N}._-]{1,39}$/u;

export function isUsableName(name: string): boolean {
  return namePattern.test(name.normalize('NFKC'));
}

export const attemptsAllowed = 5;
const lockMinutes = 15;

/** The moment before which attempts still count against a new one. */
export function attemptsCountSince(now: Date): Date {
  return new Date(now.getTime() - lockMinutes * 60_000);
}

export function isLocked(account: Account, now: Date): boolean {
  const recent = account.lastAttemptAt !== undefined && account.lastAttemptAt > attemptsCountSince(now);
  return recent && account.attempts >= attemptsAllowed;
}
