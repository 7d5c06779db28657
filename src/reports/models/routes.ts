import { Router } from 'express';
import type { Parts } from '../../web/app.js';
import { Problem } from '../../web/problems.js';
import { opener } from '../open-wave-routes.js';
import { modelPage } from './model-page.js';

/** What drives satisfaction: a page a sector. */
export function modelRoutes(parts: Parts): Router {
  const router = Router();
  const open = opener(parts, parts.measured);

  router.get('/waves/:wave/models/:sector', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const page = modelPage(measured, req.params.sector, reader);
    if (!page) throw new Problem('page.notFound');
    res.render('reports/model', { page });
  });

  return router;
}
