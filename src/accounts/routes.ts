import { Router } from 'express';
import type { Parts } from '../web/app.js';
import { auditRoutes } from './audit-routes.js';
import { firstAdministratorRoutes } from './first-administrator-routes.js';
import { ownAccountRoutes } from './own-account-routes.js';
import { peopleRoutes } from './people-routes.js';
import { signInRoutes } from './sign-in-routes.js';

export function accountRoutes(parts: Parts): Router {
  const router = Router();
  router.use(signInRoutes(parts));
  router.use(firstAdministratorRoutes(parts));
  router.use(ownAccountRoutes(parts));
  router.use(peopleRoutes(parts));
  router.use(auditRoutes(parts));
  return router;
}
