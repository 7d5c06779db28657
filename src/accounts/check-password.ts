import type { Account } from './account.js';
import { passwordFits } from './password.js';

interface Attempts {
  countAttempt(id: string, now: Date): Promise<boolean>;
  clearAttempts(id: string): Promise<void>;
}

/** Whether the password opens the account now. Unknown, disabled and locked accounts take as long as others, and answer alike. */
export async function checkPassword(
  accounts: Attempts,
  account: Account | undefined,
  password: string,
  now: Date,
): Promise<boolean> {
  const counted = await accounts.countAttempt(account?.id ?? 'nobody', now);
  const fits = await passwordFits(account, password);
  if (!account || account.disabled || !counted || !fits) return false;
  await accounts.clearAttempts(account.id);
  return true;
}
