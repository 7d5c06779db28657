import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import type { Store as SessionStore } from 'express-session';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { accountRoutes } from '../accounts/routes.js';
import type { AccountStore } from '../accounts/store.js';
import type { AuditStore } from '../accounts/audit-store.js';
import type { Config } from '../config.js';
import type { QuotaStore } from '../fieldwork/quota-store.js';
import type { AttemptStore } from '../fieldwork/store.js';
import { fieldRatesRoutes } from '../fieldwork/field-rates-routes.js';
import { quotaRoutes } from '../fieldwork/quota-routes.js';
import { interviewRoutes } from '../interview/routes.js';
import type { DraftStore } from '../interview/store.js';
import { linkRoutes } from '../links/routes.js';
import type { LinkStore } from '../links/store.js';
import { planningRoutes } from '../planning/routes.js';
import { modelRoutes } from '../reports/models/routes.js';
import { reportRoutes } from '../reports/routes.js';
import { importRoutes } from '../responses/imports/routes.js';
import type { ImportStore } from '../responses/imports/store.js';
import { responseRoutes } from '../responses/routes.js';
import type { ReviewStore } from '../responses/review-store.js';
import type { ResponseStore } from '../responses/store.js';
import type { MeasuredWaves } from '../waves/measured.js';
import { surveyRoutes } from '../surveys/routes.js';
import { waveRoutes } from '../waves/routes.js';
import type { WaveStore } from '../waves/store.js';
import type { Surveys } from '../definition/surveys.js';
import { assetAddress, assetFolder } from './assets.js';
import { errorHandler } from './error-handler.js';
import { guard } from './guard.js';
import { intakeWaiting } from './intake-waiting.js';
import { loadCatalogue, locale } from './locale.js';
import { pageFacts } from './page-facts.js';
import { Problem } from './problems.js';
import { requestLog } from './request-log.js';
import { root } from './root.js';
import { ownPages, securityHeaders } from './security.js';
import { csrf, session } from './session.js';
import { startRoutes } from './start-routes.js';

export interface Stores {
  responses: ResponseStore;
  reviews: ReviewStore;
  drafts: DraftStore;
  links: LinkStore;
  waves: WaveStore;
  attempts: AttemptStore;
  quotas: QuotaStore;
  imports: ImportStore;
  accounts: AccountStore;
  audit: AuditStore;
}

/** Everything the site is made of; clock and chance are handed in. */
export interface Parts {
  config: Config;
  surveys: Surveys;
  stores: Stores;
  /** Waves as measured so far; one memory for every screen and file. */
  measured: MeasuredWaves;
  sessionStore: SessionStore;
  sessionSecret: string;
  log: Logger;
  now: () => Date;
  /** Random bytes as lower-case hex. */
  randomHex: (bytes: number) => string;
  sha256: (text: string) => string;
  /** HMAC-SHA-256 under the session secret, lower-case hex. */
  hmac: (text: string) => string;
}

export function createApp(parts: Parts): Express {
  const app = express();
  const secure = parts.config.baseUrl.startsWith('https:');
  app.set('views', join(root, 'views'));
  app.set('view engine', 'ejs');
  app.set('trust proxy', parts.config.trustProxy);
  app.disable('x-powered-by');
  app.enable('view cache');
  app.locals['asset'] = assetAddress();

  app.use(securityHeaders(secure));
  app.use(compression());
  app.use('/assets', express.static(assetFolder, { immutable: true, maxAge: '365d', index: false }));
  app.use(ownPages);
  app.use(cookieParser());
  app.use(locale(loadCatalogue()));
  app.use(pageFacts);
  app.use(requestLog(parts.log));
  app.use(express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 2000 }));
  app.use(express.json({ limit: '200kb' }));
  app.use(session(parts, secure));
  app.use(guard);
  app.use(csrf(parts, secure));
  app.use(intakeWaiting(parts));

  app.use(startRoutes(parts));
  app.use(interviewRoutes(parts));
  app.use(linkRoutes(parts));
  app.use(responseRoutes(parts));
  app.use(importRoutes(parts));
  app.use(accountRoutes(parts));
  app.use(quotaRoutes(parts));
  app.use(fieldRatesRoutes(parts));
  app.use(surveyRoutes(parts));
  app.use(planningRoutes());
  app.use(waveRoutes(parts));
  app.use(modelRoutes(parts));
  app.use(reportRoutes(parts));

  app.use(() => {
    throw new Problem('page.notFound');
  });
  app.use(errorHandler(parts.log));
  return app;
}
