import { Router } from 'express';
import type { Parts } from '../web/app.js';
import { conflictRoutes } from './conflict-routes.js';
import { correctionRoutes } from './correction-routes.js';
import { deviceRoutes } from './device-routes.js';
import { exclusionRoutes } from './exclusion-routes.js';
import { intakeRoutes } from './intake-routes.js';
import { quarantineRoutes } from './quarantine-routes.js';

/** Responses from when they are sent: taking them in, reviewing what waits, putting right what is kept. */
export function responseRoutes(parts: Parts): Router {
  const router = Router();
  const rooms = [deviceRoutes, intakeRoutes, conflictRoutes, quarantineRoutes, correctionRoutes, exclusionRoutes];
  for (const routes of rooms) router.use(routes(parts));
  return router;
}
