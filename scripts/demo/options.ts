import { Command } from 'commander';
import { join } from 'node:path';
import type { Language } from '../../src/definition/types.js';
import { loadConfig, type Config } from '../../src/config.js';
import { root } from '../../src/web/root.js';

export interface Options {
  reset: boolean;
  passwords: boolean;
}

export function readOptions(argv: readonly string[]): Options {
  const command = new Command('npm run demo --')
    .description('Starts Manyidu with simulated waves, on the embedded store in data/demo.')
    .option('--passwords', 'give every demo account a new password and print it', false)
    .option('--reset', 'remove the demo data and begin anew', false)
    .allowExcessArguments(false);
  return command.parse(argv).opts<Options>();
}

/** Of the product's settings those that say where it listens; the data are the demo's own (DEMO_DIR moves them). */
export function demoConfig(environment: Record<string, string | undefined>): Config {
  const { PORT, HOST, BASE_URL, TRUST_PROXY, LOG_LEVEL, DEMO_DIR } = environment;
  const settings = { PORT, HOST, BASE_URL, TRUST_PROXY, LOG_LEVEL: LOG_LEVEL ?? 'warn' };
  return loadConfig({ ...settings, DATA_DIR: DEMO_DIR ?? join(root, 'data', 'demo') });
}

/** The ranking is printed in English where the terminal speaks it, else in Chinese. */
export function spokenLanguage({ LC_ALL, LANG }: Record<string, string | undefined>): Language {
  return /^en/i.test(LC_ALL ?? LANG ?? '') ? 'en' : 'zh-CN';
}
