import type { AuditFact } from '../accounts/audit.js';
import { recount, type Counted } from '../fieldwork/count-kept.js';
import type { Response } from './response.js';

interface Tools {
  stores: Counted & {
    audit: { append(fact: AuditFact): Promise<unknown> };
    responses: { find(responseId: string): Promise<Response | undefined> };
  };
  now: () => Date;
}

/**
 * Does a piece of work on the response that is the fact's subject between its intent and its outcome in the audit: failed where somebody
 * else came first, or where it throws. The response is then counted for quotas as it is now.
 */
export async function recorded(
  { stores, now }: Tools,
  fact: Omit<AuditFact, 'at' | 'phase'>,
  work: () => Promise<boolean>,
): Promise<boolean> {
  const { responses } = stores;
  const note = (phase: AuditFact['phase']) => stores.audit.append({ ...fact, at: now(), phase });
  await note('intent');
  try {
    const isDone = await work();
    const response = isDone ? await responses.find(fact.subject) : undefined;
    if (response) await recount(stores, response, now());
    await note(isDone ? 'done' : 'failed');
    return isDone;
  } catch (error) {
    await note('failed');
    throw error;
  }
}
