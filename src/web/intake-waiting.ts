import type { RequestHandler } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { mayRequest } from '../accounts/permissions.js';
import type { Parts } from './app.js';
import { wantsJson } from './guard.js';

const mostCounted = 100;

/** How much waits for review, for the navigation of whoever may open it; 100 stands for more. */
export function intakeWaiting({ stores }: Parts): RequestHandler {
  return async (req, res, next) => {
    const { role } = (res.locals['account'] as SignedIn | undefined) ?? {};
    res.locals['intakeWaiting'] = 0;
    if (req.method === 'GET' && !wantsJson(req) && mayRequest(role, 'GET', '/intake')) {
      const { conflicts, submissions } = stores.reviews;
      const [one, other] = await Promise.all([conflicts.waiting(mostCounted), submissions.waiting(mostCounted)]);
      res.locals['intakeWaiting'] = Math.min(mostCounted, one + other);
    }
    next();
  };
}
