import { doubleCsrf } from 'csrf-csrf';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import expressSession from 'express-session';
import type { Account, SignedIn } from '../accounts/account.js';
import type { AccountStore } from '../accounts/store.js';
import type { Parts } from './app.js';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** The account's `sessionVersion` when the session began. */
    version: number;
  }
}

const eightHours = 8 * 3_600_000;
const residents = /^\/(s|i|l|resume|assets|health)(\/|$)/i;

// The prefix makes browsers refuse the cookie from anywhere but this very host over HTTPS.
const cookieName = (name: string, secure: boolean) => (secure ? `__Host-manyidu.${name}` : `manyidu.${name}`);

/** Sessions of people with an account, kept in the database; nothing is kept for those who never sign in. */
export function session(parts: Parts, secure: boolean): RequestHandler[] {
  const start = expressSession({
    name: cookieName('session', secure),
    secret: parts.sessionSecret,
    store: parts.sessionStore,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: eightHours },
  });
  const unlessResident: RequestHandler = (req, res, next) => {
    if (residents.test(req.path)) next();
    else void start(req, res, next);
  };
  return [offerToken(parts, secure), unlessResident, signedIn(parts.stores.accounts)];
}

/** Looks the account up on every request, so that a disabled account, another role or a new password tells at once. */
function signedIn(accounts: AccountStore) {
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const id = (req.session as Request['session'] | undefined)?.accountId;
    if (id !== undefined) {
      const account = await accounts.byId(id);
      if (account && !account.disabled && account.sessionVersion === req.session.version) remember(res, account);
      else await freshSession(req);
    }
    next();
  };
}

function remember(res: Response, { id, name, role, mustChangePassword }: Account): void {
  const account: SignedIn = { id, name, role, mustChangePassword };
  res.locals['account'] = account;
  // A tablet is handed on: after signing out the back button must not show the pages again.
  res.set('Cache-Control', 'no-store');
}

function freshSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((error) => (error ? reject(error as Error) : resolve()));
  });
}

/** Signs a person in under a new session id, which is kept before the browser hears of it: it may follow a redirect at once. */
export async function startSession(req: Request, account: Account): Promise<void> {
  await freshSession(req);
  req.session.accountId = account.id;
  req.session.version = account.sessionVersion;
  await new Promise<void>((resolve, reject) => {
    req.session.save((error) => (error ? reject(error as Error) : resolve()));
  });
}

/** Signs out: the session is gone from the database, not only from the browser. */
export function endSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error) => (error ? reject(error as Error) : resolve()));
  });
}

// A resident has no session that could be misused: the id in the address or the code, which cannot be guessed, is the key to the draft.
// Devices send JSON with an id of their own making, which no form of another site can do.
const withoutToken = /^\/((s|i|api\/responses)\/|resume\/?$)/i;

function tokenOf(req: Request): string | undefined {
  const body = req.body as Record<string, unknown> | undefined;
  // Forms with files carry it in the address, since their bodies are read only by the route.
  const given = req.get('x-csrf-token') ?? body?.['_csrf'] ?? req.query['_csrf'];
  return typeof given === 'string' ? given : undefined;
}

function tokens(parts: Parts, secure: boolean) {
  return doubleCsrf({
    getSecret: () => parts.sessionSecret,
    getSessionIdentifier: (req) => (req.session?.accountId === undefined ? 'signed-out' : req.sessionID),
    cookieName: cookieName('form', secure),
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
    getCsrfTokenFromRequest: tokenOf,
    skipCsrfProtection: (req) => withoutToken.test(req.path),
  });
}

/** Forms carry `<%= csrfToken() %>` in a field `_csrf`. It is made when a page first writes it out: pages without forms set no cookie. */
function offerToken(parts: Parts, secure: boolean): RequestHandler {
  const { generateCsrfToken } = tokens(parts, secure);
  return (req, res, next) => {
    let token: string | undefined;
    res.locals['csrfToken'] = () => (token ??= generateCsrfToken(req, res));
    next();
  };
}

/** Refuses what another site's page makes a browser send. */
export function csrf(parts: Parts, secure: boolean): RequestHandler {
  return tokens(parts, secure).doubleCsrfProtection;
}
