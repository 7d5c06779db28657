import type { NextFunction, Request, Response } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { mayRequest, permissionFor } from '../accounts/permissions.js';
import { localTime } from '../responses/local-date.js';

/** Sizes of text a reader may choose; the first unless chosen. "elder" is larger still, and plainer. */
const sizes = ['normal', 'large', 'elder'] as const;

const sizeIn = (value: unknown) => sizes.find((size) => size === value);

/** What every page's layout needs: its own address (for the language link), the reader's text size, what the account may open. */
export function pageFacts(req: Request, res: Response, next: NextFunction): void {
  const cookies = req.cookies as Record<string, string>;
  const asked = sizeIn(req.query['size']);
  if (asked) res.cookie('size', asked, { maxAge: 365 * 86_400_000, sameSite: 'lax', httpOnly: true });
  res.locals['size'] = asked ?? sizeIn(cookies['size']) ?? sizes[0];
  res.locals['sizes'] = sizes;
  res.locals['path'] = req.path;
  res.locals['query'] = (changes: Record<string, string>) => queryWith(req, changes);
  // What was answered to a form cannot be asked for again where its address is no page.
  res.locals['maySwitch'] = req.method === 'GET' || permissionFor('GET', req.path) !== undefined;
  res.locals['localTime'] = localTime;
  res.locals['mayOpen'] = (path: string) =>
    mayRequest((res.locals['account'] as SignedIn | undefined)?.role, 'GET', path);
  next();
}

/** The page's own query string with some parameters set, for links that change one thing (language, text size). */
function queryWith(req: Request, changes: Record<string, string>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(req.query)) if (typeof value === 'string') query.set(name, value);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `?${query.toString()}`;
}
