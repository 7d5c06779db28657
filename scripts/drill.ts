import { killDrill } from './drill/kill.js';

/** `npm run drill -- kill [rounds]`: what the store promises, tried on the real server. */
async function main(): Promise<void> {
  const [what, rounds = '20'] = process.argv.slice(2);
  if (what !== 'kill') throw new Error('Usage: npm run drill -- kill [rounds]');
  const report = await killDrill({
    rounds: Number(rounds),
    senders: 16,
    longest: 1500,
    port: Number(process.env['PORT'] ?? 3900),
    say: console.log,
  });
  console.log(
    `acknowledged ${report.acknowledged}, stored ${report.stored}, lost ${report.lost}, half documents ${report.broken}`,
  );
  console.log(
    `repeats answered with the same receipt ${report.repeats}, sent again after a kill ${report.sentAgain}, stored without an acknowledgement seen ${report.unacknowledged}`,
  );
  console.log(
    `indexes apart from the documents: ${report.indexesApart.join(', ') || 'none'}; answers nobody promised: ${report.wrong.join('; ') || 'none'}`,
  );
  const good =
    report.lost === 0 && report.broken === 0 && report.indexesApart.length === 0 && report.wrong.length === 0;
  console.log(good ? 'drill: passed' : 'drill: FAILED');
  process.exitCode = good ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
