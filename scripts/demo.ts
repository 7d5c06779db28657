import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { settleIdleDrafts } from '../src/interview/settle-idle.js';
import { loadPlaceFacts } from '../src/waves/load.js';
import { askable } from '../src/waves/new-wave.js';
import type { Parts } from '../src/web/app.js';
import { openParts, serve } from '../src/web/site.js';
import { newPasswords } from './demo/accounts.js';
import { accountLines, addressLines } from './demo/addresses.js';
import { fill } from './demo/fill.js';
import { isFilled, markFilled, removeFolder } from './demo/folder.js';
import { demoConfig, readOptions, spokenLanguage, type Options } from './demo/options.js';
import { requireFreePort } from './demo/port.js';
import { progress } from './demo/progress.js';
import { rankingText } from './demo/ranking.js';
import { openTour, tourSurvey, tourWaveId } from './demo/tour.js';
import { closedSimulation, earlierSimulation, openSimulation } from './demo/waves.js';

const seed = 20_260_101;

/** `npm run demo`: the product with simulated waves; a second start keeps what the first one made. */
async function main(options: Options): Promise<void> {
  const config = demoConfig(process.env);
  await requireFreePort(config.host, config.port);
  if (options.reset || !isFilled(config.dataFolder)) await removeFolder(config.dataFolder);
  const log = pino({ level: config.logLevel });
  const { parts, close } = await openParts(config, { log, now: () => new Date() });
  if (!isFilled(config.dataFolder)) await fillStore(parts);
  await openTour(parts, loadPlaceFacts());
  await settleIdleDrafts(parts);
  const isNew = await parts.stores.accounts.isEmpty();
  const credentials = isNew || options.passwords ? await newPasswords(parts) : undefined;
  const server = await serve(parts);
  closeWithGrace({ delay: 10_000 }, async ({ err }) => {
    if (err) log.error({ err }, 'stopping');
    await server.close();
    await close();
  });
  await announce(parts, server.address, accountLines(credentials));
}

async function fillStore({ config, stores, surveys, sha256, hmac, now }: Parts): Promise<void> {
  const questionnaires = askable(surveys).flatMap(({ id }) => surveys.latest(id) ?? []);
  const setting = { seed, now: now(), surveys: questionnaires, places: loadPlaceFacts(), sha256, hmac };
  const simulations = [earlierSimulation(setting), closedSimulation(setting), openSimulation(setting)];
  const total = simulations.reduce((sum, { work }) => sum + work.length, 0);
  const report = progress(process.stderr, total);
  report(0);
  await fill(stores, simulations, report);
  markFilled(config.dataFolder, { seed, filledAt: setting.now });
}

async function announce(parts: Parts, address: string, accounts: string[]): Promise<void> {
  const waves = (await parts.stores.waves.list()).filter(({ id }) => id !== tourWaveId);
  const now = parts.now();
  const closed = waves.find(({ closesAt }) => closesAt <= now);
  if (closed) console.log('\n' + (await rankingText(parts, closed, spokenLanguage(process.env))));
  const surveys = askable(parts.surveys).map(({ id, title }) => ({ id, title: title['zh-CN'] ?? id }));
  const tour = await parts.stores.waves.openFor(tourSurvey, now);
  const lines = addressLines({ address, surveys, tour: tour && tourSurvey, closedWave: closed?.id });
  console.log(['', ...lines, '', ...accounts, '', '停止 Stop: Ctrl-C'].join('\n'));
  if (waves.every(({ closesAt }) => closesAt <= now)) {
    console.log('演示调查期都已结束。 Every demo wave is over; begin anew: npm run demo -- --reset');
  }
}

main(readOptions(process.argv)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
