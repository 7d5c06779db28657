import { Router, type Response } from 'express';
import type { Parts } from '../web/app.js';
import { startSession } from '../web/session.js';
import { validated } from '../web/validated.js';
import { isUsableName } from './account.js';
import { audited } from './audited.js';
import type { FormFault } from './form-fault.js';
import { hashPassword, passwordFaults, passwordLength } from './password.js';

interface FirstAdministratorInput {
  name: string;
  password: string;
  again: string;
}

function faultsOf({ name, password, again }: FirstAdministratorInput): FormFault[] {
  const nameFaults: FormFault[] = isUsableName(name) ? [] : [{ field: 'name', code: 'nameUnusable' }];
  return [...nameFaults, ...passwordFaults(name, password, again)];
}

export function firstAdministratorRoutes(parts: Parts): Router {
  const { accounts } = parts.stores;
  const router = Router();

  router.get('/first-administrator/:token', async (req, res) => {
    const live = (await accounts.isEmpty()) && (await accounts.isFirstLink(req.params.token, parts.now()));
    if (live) show(res, req.params.token, '', []);
    else showGone(res);
  });

  router.post('/first-administrator/:token', validated('first-administrator'), async (req, res) => {
    const input = res.locals['input'] as FirstAdministratorInput;
    const token = String(req.params['token']);
    if (!(await accounts.isFirstLink(token, parts.now()))) return showGone(res);
    const faults = faultsOf(input);
    if (faults.length > 0) return show(res.status(422), token, input.name, faults);
    const id = await createFirst(parts, token, input);
    const account = id === undefined ? undefined : await accounts.byId(id);
    if (!account) return showGone(res);
    await startSession(req, account);
    res.redirect(303, '/accounts');
  });

  return router;
}

/** The id of the new administrator; undefined where the link was used in the meantime or an account exists. */
async function createFirst(
  { stores, now, randomHex }: Parts,
  token: string,
  { name, password }: FirstAdministratorInput,
): Promise<string | undefined> {
  const id = randomHex(16);
  const passwordHash = await hashPassword(password, randomHex(16));
  const taken = await stores.accounts.takeFirstLink(token, now());
  if (!taken || !(await stores.accounts.isEmpty())) return undefined;
  const fact = { who: 'system', action: 'account.create', subject: id, details: { role: 'administrator' } };
  const account = {
    id,
    name,
    role: 'administrator',
    passwordHash,
    mustChangePassword: false,
    createdAt: now(),
  } as const;
  await audited(stores.audit, now, fact, () => stores.accounts.create(account));
  return id;
}

function show(res: Response, token: string, name: string, faults: FormFault[]): void {
  res.render('accounts/first-administrator', { token, name, faults, passwordLength });
}

function showGone(res: Response): void {
  res.status(410).render('accounts/first-administrator-gone');
}
