import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { root } from '../../src/web/root.js';
import { startServer } from './server.js';
import { bodyFor, emptyLedger, sendAgain, sendUntilGone } from './submit.js';
import { verify, type Verdict } from './verify.js';
import { openDrillWave } from './wave.js';

export interface KillDrill {
  rounds: number;
  senders: number;
  /** Longest time between the first submission and the kill, ms. */
  longest: number;
  port: number;
  say: (line: string) => void;
}

export interface KillReport extends Verdict {
  acknowledged: number;
  repeats: number;
  sentAgain: number;
  wrong: string[];
}

/** Starts the real server, kills it with -9 amid concurrent submissions, again and again, and then counts what is there. */
export async function killDrill({ rounds, senders, longest, port, say }: KillDrill): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'manyidu-drill-'));
  const questionnaire = loadSurveys(join(root, 'schemas')).latest('transport');
  if (!questionnaire) throw new Error('killDrill requires the transport survey');
  const wave = await openDrillWave(folder, questionnaire, new Date());
  const startedAt = new Date().toISOString();
  const bodies = [5, 6, 7, 8, 9, 10].map((rating) => bodyFor(questionnaire, wave, startedAt, rating));
  const ledger = emptyLedger();
  let again = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const server = await startServer(folder, port);
    again += await sendAgain(server.address, ledger);
    const sending = Array.from({ length: senders }, () => sendUntilGone(server.address, bodies, ledger));
    await sleep(longest * (0.3 + 0.7 * Math.random()));
    await server.kill(round % 2 === 0 ? 'group' : 'web');
    await Promise.all(sending);
    say(
      `round ${round} of ${rounds}: ${ledger.acknowledged.size} acknowledged so far, ${ledger.unknown.size} under way when killed`,
    );
  }
  const last = await startServer(folder, port);
  again += await sendAgain(last.address, ledger);
  await last.kill('group');
  const verdict = await verify(folder, ledger);
  rmSync(folder, { recursive: true, force: true });
  return {
    ...verdict,
    acknowledged: ledger.acknowledged.size,
    repeats: ledger.repeats,
    sentAgain: again,
    wrong: ledger.wrong,
  };
}
