import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.js';
import { root } from '../../src/web/root.js';

describe('loadConfig', () => {
  it('works without any setting', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      intakePerMinute: 600,
      dataFolder: 'data/store',
      trustProxy: 0,
      baseUrl: 'http://127.0.0.1:3000',
      logLevel: 'info',
    });
  });

  it.each([
    ['PORT', 'abc', 'PORT must be integer; it is "abc"'],
    ['PORT', '70000', 'PORT must be <= 65535'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be equal to one of the allowed values (silent, error, warn, info, debug)'],
    ['BASE_URL', 'example.org', 'BASE_URL must match pattern'],
    ['MONGODB_URI', 'http://x', 'MONGODB_URI must match pattern'],
  ])('names a wrong %s plainly', (name, value, sentence) => {
    expect(() => loadConfig({ [name]: value })).toThrow(sentence);
  });

  it('never repeats a secret in its complaint', () => {
    expect(() => loadConfig({ SESSION_SECRET: 'short' })).toThrow(/^(?!.*"short")/);
  });

  it('requires a session secret with a MongoDB elsewhere', () => {
    expect(() => loadConfig({ MONGODB_URI: 'mongodb://db' })).toThrow('SESSION_SECRET is required');
    expect(loadConfig({ MONGODB_URI: 'mongodb://db', SESSION_SECRET: 's'.repeat(32) }).mongodbUri).toBe('mongodb://db');
  });

  it('takes an empty variable as not set', () => {
    expect(loadConfig({ PORT: '', MONGODB_URI: '' }).port).toBe(3000);
  });

  it('knows every setting of .env.example, and the other way round', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name).sort();
    const schema = JSON.parse(readFileSync(join(root, 'schemas/config.json'), 'utf8')) as { properties: object };
    expect(named).toEqual(Object.keys(schema.properties).sort());
  });
});
