import { roles, type Account, type Role } from '../../src/accounts/account.js';
import { audited } from '../../src/accounts/audited.js';
import { hashPassword, oneTimePassword } from '../../src/accounts/password.js';
import type { Parts } from '../../src/web/app.js';

export interface Credential {
  name: Role;
  password: string;
}

type Site = Pick<Parts, 'now' | 'randomHex'> & { stores: Pick<Parts['stores'], 'accounts' | 'audit'> };

/** Makes one account a role, or gives each of them a new password. An account that was disabled can sign in again. */
export async function newPasswords(site: Site): Promise<Credential[]> {
  const credentials: Credential[] = [];
  for (const name of roles) {
    const password = oneTimePassword(site.randomHex(16));
    const passwordHash = await hashPassword(password, site.randomHex(16));
    const account = await site.stores.accounts.byName(name);
    await (account ? changePassword(site, account, passwordHash) : create(site, name, passwordHash));
    credentials.push({ name, password });
  }
  return credentials;
}

const who = 'system';

async function create({ stores, now, randomHex }: Site, role: Role, passwordHash: string): Promise<void> {
  const id = randomHex(16);
  const account = { id, name: role, role, passwordHash, mustChangePassword: false, createdAt: now() };
  await audited(stores.audit, now, { who, action: 'account.create', subject: id, details: { role } }, async () => {
    await stores.accounts.create(account);
  });
}

async function changePassword({ stores, now }: Site, account: Account, passwordHash: string): Promise<void> {
  await audited(stores.audit, now, { who, action: 'account.password', subject: account.id }, async () => {
    await stores.accounts.setPassword(account.id, passwordHash, false);
    if (account.disabled) await stores.accounts.setDisabled(account.id, false);
  });
}
