import { Router } from 'express';
import type { Parts } from '../web/app.js';
import { batchRoutes } from './batch-routes.js';
import { exportRoutes } from './export-routes.js';
import { makeRoutes } from './make-routes.js';

/** Personal links of a wave: made in bulk, followed, given out, revoked. Opening one belongs to the interview. */
export function linkRoutes(parts: Parts): Router {
  const router = Router();
  router.use(makeRoutes(parts));
  router.use(batchRoutes(parts));
  router.use(exportRoutes(parts));
  return router;
}
