import { Router } from 'express';
import type { Parts } from '../web/app.js';
import type { Language } from '../definition/types.js';
import type { Translate } from '../web/locale.js';
import { auditRow } from './audit-row.js';

const pageLength = 50;

export function auditRoutes({ stores }: Parts): Router {
  const router = Router();

  async function namesIn(t: Translate): Promise<Map<string, string>> {
    const nobody = ['system', 'unknown'].map((who) => [who, t(`accounts.who.${who}`)] as const);
    const people = (await stores.accounts.list()).map(({ id, name }) => [id, name] as const);
    return new Map([...nobody, ...people]);
  }

  router.get('/audit', async (req, res) => {
    const before = sequenceOf(req.query['before']);
    const entries = await stores.audit.list({ limit: pageLength + 1, ...(before === undefined ? {} : { before }) });
    const names = await namesIn(res.locals['t'] as Translate);
    const rows = entries
      .slice(0, pageLength)
      .map((entry) => auditRow(entry, names, res.locals['language'] as Language));
    const older = entries.length > pageLength ? rows.at(-1)?.sequence : undefined;
    res.render('accounts/audit', { rows, older, broken: await stores.audit.verify() });
  });

  return router;
}

function sequenceOf(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
