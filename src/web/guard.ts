import type { NextFunction, Request, Response } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { carriedText } from '../accounts/carried-page.js';
import { mayUse, permissionFor } from '../accounts/permissions.js';
import { Problem } from './problems.js';

/** Programs ask for JSON and get problems, at an address for programs always; browsers get pages. */
export function wantsJson(req: Request): boolean {
  return /^\/api\//i.test(req.path) || req.accepts(['html', 'json']) === 'json';
}

/** After signing in one comes back to a page; what was being sent is lost, so a form's address serves only if it is a page too. */
function signInAddress(req: Request): string {
  const page = req.method === 'GET' ? req.originalUrl : req.path;
  const isPage = permissionFor('GET', req.path) !== undefined;
  return isPage ? `/sign-in?next=${encodeURIComponent(page)}` : '/sign-in';
}

/** A page of an interview is carried through the sign-in: it may hold answers that nobody gives twice. */
function askToSignIn(req: Request, res: Response): void {
  const carried = carriedText(req.method, req.path, req.body);
  if (carried === undefined) {
    res.redirect(303, signInAddress(req));
    return;
  }
  const page = { name: '', next: req.path, faults: [], signedOut: false, carried };
  res.status(401).set('Cache-Control', 'no-store').render('accounts/sign-in', page);
}

/** Lets a request through to its route only if the table of permissions says so. */
export function guard(req: Request, res: Response, next: NextFunction): void {
  const permission = permissionFor(req.method, req.path);
  const account = res.locals['account'] as SignedIn | undefined;
  if (!permission) throw new Problem('page.notFound');
  if (permission.roles === 'public') {
    next();
    return;
  }
  if (!account) {
    if (wantsJson(req)) throw new Problem('signIn.required');
    askToSignIn(req, res);
    return;
  }
  if (!mayUse(permission, account.role)) throw new Problem('access.denied');
  if (account.mustChangePassword && !isOwnAccount(permission.path)) {
    if (wantsJson(req)) throw new Problem('access.denied');
    res.redirect(303, '/account');
    return;
  }
  next();
}

/** All that a password chosen by somebody else opens. */
function isOwnAccount(path: string): boolean {
  return path === '/account' || path === '/sign-out';
}
