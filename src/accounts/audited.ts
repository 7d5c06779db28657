import type { AuditFact } from './audit.js';

interface AuditLog {
  append(fact: AuditFact): Promise<unknown>;
}

/** Does a piece of work between its intent and its outcome in the audit. What the work throws is thrown on. */
export async function audited<T>(
  audit: AuditLog,
  now: () => Date,
  fact: Omit<AuditFact, 'at' | 'phase'>,
  work: () => Promise<T>,
): Promise<T> {
  await audit.append({ ...fact, at: now(), phase: 'intent' });
  try {
    const result = await work();
    await audit.append({ ...fact, at: now(), phase: 'done' });
    return result;
  } catch (error) {
    await audit.append({ ...fact, at: now(), phase: 'failed' });
    throw error;
  }
}
