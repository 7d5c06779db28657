import { randomHex } from '../../src/web/digest.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { answerEverything } from './answer-everything.js';

/** What the senders saw: receipts of what was acknowledged, and bodies whose fate is not known. */
export interface Ledger {
  acknowledged: Map<string, string>;
  unknown: Map<string, string>;
  repeats: number;
  /** Answers that must not be: another receipt for the same response, or a status nobody promised. */
  wrong: string[];
}

export function emptyLedger(): Ledger {
  return { acknowledged: new Map(), unknown: new Map(), repeats: 0, wrong: [] };
}

export function bodyFor(questionnaire: Questionnaire, wave: string, startedAt: string, rating: number): string {
  const { id, version } = questionnaire.definition;
  return JSON.stringify({
    survey: id,
    version,
    definitionHash: questionnaire.hash,
    wave,
    mode: 'online',
    sampleSource: 'open-link',
    language: 'zh-CN',
    answers: answerEverything(questionnaire, rating),
    startedAt,
    endedAt: startedAt,
  });
}

async function send(address: string, responseId: string, body: string, ledger: Ledger): Promise<boolean> {
  ledger.unknown.set(responseId, body);
  const answer = await fetch(`${address}/api/responses/${responseId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  }).catch(() => undefined);
  const receipt = answer && ((await answer.json().catch(() => undefined)) as { receipt?: string } | undefined)?.receipt;
  if (!answer || (answer.ok && !receipt)) return false;
  if (!receipt || (answer.status !== 201 && answer.status !== 200)) {
    if (answer.status < 500) ledger.wrong.push(`${responseId}: status ${answer.status}`);
    return answer.status < 500;
  }
  const earlier = ledger.acknowledged.get(responseId);
  if (earlier !== undefined) ledger.repeats += 1;
  if (earlier !== undefined && earlier !== receipt) ledger.wrong.push(`${responseId}: another receipt`);
  ledger.acknowledged.set(responseId, receipt);
  ledger.unknown.delete(responseId);
  return true;
}

/** One sender: new responses, now and then one sent again, until the server is gone. */
export async function sendUntilGone(address: string, bodies: readonly string[], ledger: Ledger): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const responseId = randomHex(16);
    const body = bodies[turn % bodies.length]!;
    if (!(await send(address, responseId, body, ledger))) return;
    if (turn % 5 === 0 && !(await send(address, responseId, body, ledger))) return;
  }
}

/** Sends again what was under way when the server was killed: it must be taken once, whether it had arrived or not. */
export async function sendAgain(address: string, ledger: Ledger): Promise<number> {
  const pending = [...ledger.unknown];
  for (const [responseId, body] of pending) await send(address, responseId, body, ledger);
  return pending.length;
}
