import { MongoStore } from 'connect-mongo';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { auditStore } from '../accounts/audit-store.js';
import { accountStore } from '../accounts/store.js';
import type { Config } from '../config.js';
import { connectDatabase } from '../database/connect.js';
import { surveysWithDoors } from '../definition/door/surveys-with-doors.js';
import { doorWords } from './door-words.js';
import { loadSurveys } from './load-surveys.js';
import { loadCatalogue } from './locale.js';
import { quotaStore } from '../fieldwork/quota-store.js';
import { attemptStore } from '../fieldwork/store.js';
import { draftStore } from '../interview/store.js';
import { linkStore } from '../links/store.js';
import { importStore } from '../responses/imports/store.js';
import { reviewStore } from '../responses/review-store.js';
import { responseStore } from '../responses/store.js';
import { measuredWaves } from '../waves/measured.js';
import { waveStore } from '../waves/store.js';
import { createApp, type Parts, type Stores } from './app.js';
import { hmacUnder, randomHex, sha256 } from './digest.js';
import { root } from './root.js';

export interface SiteOptions {
  log: Logger;
  now: () => Date;
  /** The embedded store in this process instead of one of its own (tests). */
  inProcess?: boolean;
}

/** The secret that signs session cookies: given, or made once and kept in the data folder, readable by its owner only. */
function sessionSecretOf(config: Config): string {
  if (config.sessionSecret) return config.sessionSecret;
  const file = join(config.dataFolder, 'session-secret');
  if (!existsSync(file)) {
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomHex(32), { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}

function storesOn(connection: Connection): Stores {
  return {
    responses: responseStore(connection),
    reviews: reviewStore(connection),
    drafts: draftStore(connection),
    links: linkStore(connection),
    waves: waveStore(connection),
    attempts: attemptStore(connection),
    quotas: quotaStore(connection),
    imports: importStore(connection),
    accounts: accountStore(connection),
    audit: auditStore(connection),
  };
}

/** Opens the database and everything the site is made of. */
export async function openParts(
  config: Config,
  options: SiteOptions,
): Promise<{ parts: Parts; close: () => Promise<void> }> {
  const surveys = surveysWithDoors(loadSurveys(join(root, 'schemas')), doorWords(loadCatalogue()), sha256);
  const sessionSecret = sessionSecretOf(config);
  const database = await connectDatabase({
    dataFolder: config.dataFolder,
    ...(config.mongodbUri ? { mongodbUri: config.mongodbUri } : {}),
    ...(options.inProcess ? { inProcess: true } : {}),
  });
  const { connection } = database;
  const stores = storesOn(connection);
  for (const store of Object.values(stores)) await store.syncIndexes();
  const sessionStore = MongoStore.create({
    client: connection.getClient(),
    collectionName: 'sessions',
    stringify: false,
  });
  // The session store makes its index on its own time; closing before that is an error nobody could catch.
  await new Promise((settled) => {
    sessionStore.length(settled);
  });
  const parts: Parts = {
    config,
    surveys,
    stores,
    measured: measuredWaves({ responses: stores.responses, surveys, sha256 }),
    sessionStore,
    sessionSecret,
    log: options.log,
    now: options.now,
    randomHex,
    sha256,
    hmac: hmacUnder(sessionSecret),
  };
  return {
    parts,
    async close() {
      await sessionStore.close();
      await database.close();
    },
  };
}

/** Listens. A taken port is one clear sentence. */
export function serve(parts: Parts): Promise<{ address: string; close: () => Promise<void> }> {
  const { host, port } = parts.config;
  const server = createServer(createApp(parts));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} on ${host} is taken by another program. Choose another: PORT=${port + 1} npm start`)
          : error,
      );
    });
    server.listen(port, host, () => {
      const bound = server.address();
      const actual = typeof bound === 'object' && bound ? bound.port : port;
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeIdleConnections();
        });
      resolve({ address: port === actual ? parts.config.baseUrl : `http://${host}:${actual}`, close });
    });
  });
}
