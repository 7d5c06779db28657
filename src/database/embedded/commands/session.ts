import type { Doc } from '../bson.js';
import { largestDocument } from '../bson.js';

const version = '8.0.0';

/** A standalone server: no set name, so the driver sends neither transactions nor retried writes. */
export function hello(): Doc {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    maxBsonObjectSize: largestDocument,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
    ok: 1,
  };
}

export function buildInfo(): Doc {
  return {
    version,
    versionArray: [8, 0, 0, 0],
    gitVersion: 'embedded',
    modules: [],
    bits: 64,
    maxBsonObjectSize: largestDocument,
    storageEngines: ['lmdb'],
    ok: 1,
  };
}

export function getParameter(): Doc {
  return { featureCompatibilityVersion: { version: '8.0' }, enableTestCommands: false, ok: 1 };
}

export function serverStatus(): Doc {
  return {
    version,
    process: 'manyidu-store',
    pid: process.pid,
    uptime: process.uptime(),
    storageEngine: { name: 'lmdb' },
    localTime: new Date(),
    ok: 1,
  };
}

export function accepted(): Doc {
  return { ok: 1 };
}
