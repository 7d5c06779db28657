import { Router } from 'express';
import type { Parts } from '../web/app.js';
import { deviceRoutes } from './device-routes.js';

/** Everything about responses after they are sent: taking them in, reviewing, correcting. */
export function responseRoutes(parts: Parts): Router {
  const router = Router();
  router.use(deviceRoutes(parts));
  return router;
}
