import { Router } from 'express';
import type { Parts } from '../web/app.js';
import { enumeratorRoutes } from './enumerator-routes.js';
import { residentRoutes } from './resident-routes.js';

/** The same survey, asked in three ways. */
export function interviewRoutes(parts: Parts): Router {
  const router = Router();
  router.use(residentRoutes(parts));
  router.use(enumeratorRoutes(parts));
  return router;
}
