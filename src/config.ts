import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './web/root.js';

export interface Config {
  port: number;
  host: string;
  /** Where the embedded store and the generated secret live. */
  dataFolder: string;
  mongodbUri?: string;
  sessionSecret?: string;
  /** How many proxies in front are trusted for the client's address and protocol. */
  trustProxy: number;
  /** The address people use, where it is not http://HOST:PORT. */
  baseUrl: string;
  /** Finished interviews a minute that one address may send without an account. */
  intakePerMinute: number;
  logLevel: string;
}

interface Settings {
  PORT: number;
  HOST: string;
  DATA_DIR: string;
  MONGODB_URI?: string;
  SESSION_SECRET?: string;
  TRUST_PROXY: number;
  BASE_URL?: string;
  INTAKE_PER_MINUTE: number;
  LOG_LEVEL: string;
}

/** Reads the settings from environment variables; an empty variable counts as not set. Throws one plain sentence a wrong setting. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const schema = JSON.parse(readFileSync(join(root, 'schemas/config.json'), 'utf8')) as { properties: object };
  const given = Object.keys(schema.properties).flatMap((name) =>
    environment[name] ? [[name, environment[name]]] : [],
  );
  const settings = Object.fromEntries(given) as unknown;
  const validate = new Ajv2020({ coerceTypes: true, useDefaults: true, allErrors: true }).compile<Settings>(schema);
  if (!validate(settings)) {
    const faults = (validate.errors ?? []).map((error) => {
      const name = error.instancePath.slice(1);
      const allowed =
        'allowedValues' in error.params ? ` (${(error.params['allowedValues'] as string[]).join(', ')})` : '';
      const shown = name === 'SESSION_SECRET' || name === 'MONGODB_URI' ? '' : `; it is "${environment[name] ?? ''}"`;
      return `${name} ${error.message ?? 'is wrong'}${allowed}${shown}`;
    });
    throw new Error(`Setting not usable: ${faults.join('. ')}. See .env.example.`);
  }
  return configOf(settings);
}

function configOf(settings: Settings): Config {
  if (settings.MONGODB_URI && !settings.SESSION_SECRET) {
    throw new Error(
      'Setting not usable: SESSION_SECRET is required with MONGODB_URI (32 characters or more). See .env.example.',
    );
  }
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataFolder: settings.DATA_DIR,
    trustProxy: settings.TRUST_PROXY,
    baseUrl: settings.BASE_URL ?? `http://${settings.HOST}:${settings.PORT}`,
    intakePerMinute: settings.INTAKE_PER_MINUTE,
    logLevel: settings.LOG_LEVEL,
    ...(settings.MONGODB_URI ? { mongodbUri: settings.MONGODB_URI } : {}),
    ...(settings.SESSION_SECRET ? { sessionSecret: settings.SESSION_SECRET } : {}),
  };
}
