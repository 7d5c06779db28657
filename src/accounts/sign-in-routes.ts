import { Router, type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Parts } from '../web/app.js';
import { wantsJson } from '../web/guard.js';
import { Problem } from '../web/problems.js';
import { endSession, startSession } from '../web/session.js';
import { validated } from '../web/validated.js';
import type { Account, SignedIn } from './account.js';
import { carriedPage, type CarriedPage } from './carried-page.js';
import { checkPassword } from './check-password.js';
import type { FormFault } from './form-fault.js';
import { nextPage } from './next-page.js';

interface SignInInput {
  name: string;
  password: string;
  next?: string;
  /** A page of an interview that was sent without a session. */
  carried?: string;
}

/** Against trying many accounts from one address; many people may share one, so it is wide and counts failures only. */
function attemptsPerAddress() {
  return rateLimit({
    windowMs: 60_000,
    limit: 30,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_req, _res, next) => next(new Problem('request.tooMany')),
  });
}

export function signInRoutes(parts: Parts): Router {
  const { accounts, audit } = parts.stores;
  const router = Router();

  router.get('/sign-in', (req, res) => {
    const account = res.locals['account'] as SignedIn | undefined;
    const next = typeof req.query['next'] === 'string' ? req.query['next'] : '';
    if (account) res.redirect(303, nextPage(account.role, next));
    else showSignIn(res, { name: '', next, faults: [], signedOut: req.query['signedOut'] === 'yes' });
  });

  router.post('/sign-in', attemptsPerAddress(), validated('sign-in'), async (req, res) => {
    const { name, password, next, carried } = res.locals['input'] as SignInInput;
    const account = await accounts.byName(name);
    const fits = await checkPassword(accounts, account, password, parts.now());
    await record(parts, account, fits);
    if (!account || !fits) return refuse(req, res, { name, next: next ?? '', carried: carried ?? '' });
    await startSession(req, account);
    const page = await ownPage(parts, account, carried);
    if (page) res.set('Cache-Control', 'no-store').render('interview/keep-page', { page });
    else res.redirect(303, account.mustChangePassword ? '/account' : nextPage(account.role, next));
  });

  router.post('/sign-out', async (req, res) => {
    const { id } = res.locals['account'] as SignedIn;
    await endSession(req);
    await audit.append({ at: parts.now(), who: id, action: 'signOut', subject: id, phase: 'done' });
    res.redirect(303, '/sign-in?signedOut=yes');
  });

  return router;
}

/** The name that was typed is not recorded where no account has it: people type passwords there. */
async function record({ stores, now }: Parts, account: Account | undefined, fits: boolean): Promise<void> {
  const subject = account?.id ?? 'unknown';
  const who = fits ? subject : 'unknown';
  await stores.audit.append({ at: now(), who, action: 'signIn', subject, phase: fits ? 'done' : 'failed' });
}

/** The page that was carried along, for the enumerator whose interview it is and for nobody else. */
async function ownPage(
  { stores }: Parts,
  account: Account,
  carried: string | undefined,
): Promise<CarriedPage | undefined> {
  const page = account.mustChangePassword ? undefined : carriedPage(carried);
  const draft = page && (await stores.drafts.find(page.response));
  return draft?.state === 'open' && draft.opening.enumerator === account.id ? page : undefined;
}

function refuse(req: Request, res: Response, kept: { name: string; next: string; carried: string }): void {
  if (wantsJson(req)) throw new Problem('signIn.failed');
  res.status(401);
  showSignIn(res, { ...kept, faults: [{ field: 'name', code: 'signInFailed' }], signedOut: false });
}

function showSignIn(
  res: Response,
  page: { name: string; next: string; faults: FormFault[]; signedOut: boolean; carried?: string },
): void {
  res.render('accounts/sign-in', page);
}
