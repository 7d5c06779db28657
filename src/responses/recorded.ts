import type { AuditFact } from '../accounts/audit.js';

interface Tools {
  stores: { audit: { append(fact: AuditFact): Promise<unknown> } };
  now: () => Date;
}

/** Does a piece of work between its intent and its outcome in the audit: failed where somebody else came first, or where it throws. */
export async function recorded(
  { stores, now }: Tools,
  fact: Omit<AuditFact, 'at' | 'phase'>,
  work: () => Promise<boolean>,
): Promise<boolean> {
  const note = (phase: AuditFact['phase']) => stores.audit.append({ ...fact, at: now(), phase });
  await note('intent');
  try {
    const isDone = await work();
    await note(isDone ? 'done' : 'failed');
    return isDone;
  } catch (error) {
    await note('failed');
    throw error;
  }
}
