import type { Language } from '../definition/types.js';
import type { AuditEntry } from './audit.js';

/** The actions that have words in the catalogue, `accounts.action.<action>`; another is shown as it was recorded. */
export const namedActions: readonly string[] = [
  'signIn',
  'signOut',
  'account.create',
  'account.role',
  'account.password',
  'account.disable',
  'account.enable',
  'export',
  'import',
  'wave.create',
  'conflict.settle',
  'quarantine.release',
  'quarantine.reject',
  'response.correct',
  'response.exclude',
  'response.include',
  'links.make',
  'links.revoke',
];

export interface AuditRow {
  sequence: number;
  at: string;
  who: string;
  action: string;
  named: boolean;
  subject: string;
  phase: AuditEntry['phase'];
  details: string;
}

/** An entry as the audit page shows it, with names for account ids and the time in Shanghai. */
export function auditRow(entry: AuditEntry, names: ReadonlyMap<string, string>, language: Language): AuditRow {
  const { sequence, action, phase } = entry;
  const named = (id: string) => names.get(id) ?? id;
  const details = Object.entries(entry.details).map(([name, value]) => `${name}: ${value}`);
  return {
    sequence,
    at: timeIn(language).format(entry.at),
    who: named(entry.who),
    action,
    named: namedActions.includes(action),
    subject: named(entry.subject),
    phase,
    details: details.join(', '),
  };
}

function timeIn(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}
