import { Router } from 'express';
import { doorId } from '../definition/door/door-id.js';
import { localTime } from '../responses/local-date.js';
import type { Parts } from './app.js';

/** The start page: where each of the users begins. */
export function startRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/', async (_req, res) => {
    const now = parts.now();
    const waves = await parts.stores.waves.list();
    const open = waves.filter((wave) => wave.opensAt <= now && now < wave.closesAt);
    const surveys = open.flatMap((wave) =>
      wave.sampleSources.some(({ entry }) => entry === 'open')
        ? (wave.combined ? [{ id: doorId(wave.surveys), version: 1 }] : wave.surveys).flatMap(({ id, version }) => {
            const questionnaire = parts.surveys.get(id, version);
            const address = wave.combined ? `/i/${wave.id}` : `/s/${id}`;
            if (!questionnaire) return [];
            const { title, status } = questionnaire.definition;
            return [{ address, title, isDraft: status === 'draft', closesAt: localTime(wave.closesAt).slice(0, 10) }];
          })
        : [],
    );
    res.render('public/start', { surveys, simulated: waves.some(({ kind }) => kind === 'simulated') });
  });

  router.get('/health', async (_req, res) => {
    await parts.stores.waves.list();
    res.json({ ok: true });
  });

  return router;
}
