import { Router, type Request, type Response } from 'express';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { isLocked, isUsableName, roles, type Account, type Role, type SignedIn } from './account.js';
import type { AuditDetails } from './audit.js';
import { audited } from './audited.js';
import type { FormFault } from './form-fault.js';
import { hashPassword, oneTimePassword } from './password.js';

interface NewAccountInput {
  name: string;
  role: Role;
}

/** The administrators' page of accounts. */
export function peopleRoutes(parts: Parts): Router {
  const { accounts } = parts.stores;
  const router = Router();

  router.get('/accounts', (_req, res) => showList(parts, res, { name: '', role: 'enumerator' }, []));

  router.post('/accounts', validated('new-account'), async (_req, res) => {
    const input = res.locals['input'] as NewAccountInput;
    if (!isUsableName(input.name)) return refuse(parts, res, input, 'nameUnusable');
    if (await accounts.byName(input.name)) return refuse(parts, res, input, 'nameTaken');
    const password = oneTimePassword(parts.randomHex(16));
    await create(parts, res, input, password);
    res.status(201).render('accounts/one-time-password', { name: input.name, password });
  });

  router.post('/accounts/:account/role', validated('account-role'), async (req, res) => {
    const { role } = res.locals['input'] as { role: Role };
    await change(parts, { req, res }, { action: 'account.role', details: { role } }, ({ id }) =>
      accounts.setRole(id, role),
    );
    res.redirect(303, '/accounts');
  });

  router.post('/accounts/:account/disable', async (req, res) => {
    await change(parts, { req, res }, { action: 'account.disable' }, ({ id }) => accounts.setDisabled(id, true));
    res.redirect(303, '/accounts');
  });

  router.post('/accounts/:account/enable', async (req, res) => {
    await change(parts, { req, res }, { action: 'account.enable' }, ({ id }) => accounts.setDisabled(id, false));
    res.redirect(303, '/accounts');
  });

  router.post('/accounts/:account/password', async (req, res) => {
    const password = oneTimePassword(parts.randomHex(16));
    const passwordHash = await hashPassword(password, parts.randomHex(16));
    const account = await change(parts, { req, res }, { action: 'account.password' }, ({ id }) =>
      accounts.setPassword(id, passwordHash, true),
    );
    res.render('accounts/one-time-password', { name: account.name, password });
  });

  return router;
}

async function create(parts: Parts, res: Response, { name, role }: NewAccountInput, password: string): Promise<void> {
  const { stores, now, randomHex } = parts;
  const id = randomHex(16);
  const passwordHash = await hashPassword(password, randomHex(16));
  const fact = { who: signedInAs(res).id, action: 'account.create', subject: id, details: { role } };
  await audited(stores.audit, now, fact, async () => {
    const account = { id, name, role, passwordHash, mustChangePassword: true, createdAt: now() };
    if ((await stores.accounts.create(account)) === 'nameTaken') throw new Problem('account.exists');
  });
}

/** Changes an account in the address. One's own is not changed here, so that an administrator always remains. */
async function change(
  { stores, now }: Parts,
  { req, res }: { req: Request; res: Response },
  fact: { action: string; details?: AuditDetails },
  work: (account: Account) => Promise<void>,
): Promise<Account> {
  const account = await stores.accounts.byId(String(req.params['account']));
  const who = signedInAs(res).id;
  if (!account) throw new Problem('page.notFound');
  if (account.id === who) throw new Problem('access.denied');
  await audited(stores.audit, now, { ...fact, who, subject: account.id }, () => work(account));
  return account;
}

function signedInAs(res: Response): SignedIn {
  return res.locals['account'] as SignedIn;
}

async function refuse(parts: Parts, res: Response, input: NewAccountInput, code: FormFault['code']): Promise<void> {
  await showList(parts, res.status(422), input, [{ field: 'name', code }]);
}

async function showList(parts: Parts, res: Response, input: NewAccountInput, faults: FormFault[]): Promise<void> {
  const accounts = await parts.stores.accounts.list();
  const rows = accounts.map((account) => ({
    id: account.id,
    name: account.name,
    role: account.role,
    own: account.id === signedInAs(res).id,
    state: account.disabled ? 'disabled' : isLocked(account, parts.now()) ? 'locked' : 'active',
  }));
  res.render('accounts/accounts', { rows, roles, input, faults });
}
