import { Router } from 'express';
import type { Parts } from '../web/app.js';
import { beginRoutes } from './begin-routes.js';
import { combinedRoutes } from './combined/routes.js';
import { deskRoutes } from './desk-routes.js';
import { linkRoutes } from './link-routes.js';
import { residentRoutes } from './resident-routes.js';
import { resumeRoutes } from './resume-routes.js';

/** The same survey, asked in three ways. */
export function interviewRoutes(parts: Parts): Router {
  const router = Router();
  router.use(residentRoutes(parts));
  router.use(linkRoutes(parts));
  router.use(resumeRoutes(parts));
  router.use(combinedRoutes(parts));
  router.use(beginRoutes(parts));
  router.use(deskRoutes(parts));
  return router;
}
