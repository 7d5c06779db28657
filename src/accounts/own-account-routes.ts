import { Router, type Response } from 'express';
import type { Parts } from '../web/app.js';
import { startSession } from '../web/session.js';
import { validated } from '../web/validated.js';
import type { Account, SignedIn } from './account.js';
import { audited } from './audited.js';
import { checkPassword } from './check-password.js';
import type { FormFault } from './form-fault.js';
import { hashPassword, passwordFaults, passwordLength } from './password.js';

interface OwnPasswordInput {
  current: string;
  password: string;
  again: string;
}

export function ownAccountRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/account', (req, res) => {
    show(res, [], req.query['changed'] === 'yes');
  });

  router.post('/account', validated('own-password'), async (req, res) => {
    const input = res.locals['input'] as OwnPasswordInput;
    const account = await parts.stores.accounts.byId((res.locals['account'] as SignedIn).id);
    const faults = await faultsOf(parts, account, input);
    if (!account || faults.length > 0) return show(res.status(422), faults, false);
    await changePassword(parts, account.id, input.password);
    const changed = await parts.stores.accounts.byId(account.id);
    if (changed) await startSession(req, changed);
    res.redirect(303, '/account?changed=yes');
  });

  return router;
}

/** The new password is looked at first, so that a slip there does not cost an attempt. */
async function faultsOf(parts: Parts, account: Account | undefined, input: OwnPasswordInput): Promise<FormFault[]> {
  const faults = passwordFaults(account?.name ?? '', input.password, input.again);
  if (faults.length > 0) return faults;
  const fits = await checkPassword(parts.stores.accounts, account, input.current, parts.now());
  return fits ? [] : [{ field: 'current', code: 'passwordWrong' }];
}

async function changePassword({ stores, now, randomHex }: Parts, id: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password, randomHex(16));
  await audited(stores.audit, now, { who: id, action: 'account.password', subject: id }, () =>
    stores.accounts.setPassword(id, passwordHash, false),
  );
}

function show(res: Response, faults: FormFault[], changed: boolean): void {
  res.render('accounts/own-account', { faults, changed, passwordLength });
}
