import closeWithGrace from 'close-with-grace';
import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { firstAdministratorLink } from './accounts/first-administrator.js';
import { loadConfig } from './config.js';
import { settleIdleDrafts } from './interview/settle-idle.js';
import { openParts, serve } from './web/site.js';

/** `npm start`: the product without demo data. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  const log = pino({ level: config.logLevel });
  const now = () => new Date();
  const { parts, close } = await openParts(config, { log, now });
  const server = await serve(parts);
  console.log(`Manyidu 满意度: ${server.address}`);
  const link = await firstAdministratorLink({ accounts: parts.stores.accounts, now, randomHex: parts.randomHex });
  if (link)
    console.log(`第一位管理员(一小时内有效) First administrator (valid for one hour): ${server.address}${link}`);
  const settling = setInterval(
    () => void settleIdleDrafts(parts).catch((error: unknown) => log.error({ err: error }, 'settling drafts')),
    3_600_000,
  );
  closeWithGrace({ delay: 10_000 }, async ({ err }) => {
    if (err) log.error({ err }, 'stopping');
    clearInterval(settling);
    await server.close();
    await close();
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
