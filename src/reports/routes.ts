import { Router } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { mayRequest } from '../accounts/permissions.js';
import { compareModes } from '../measurement/mode-comparison.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { changePage } from './change-page.js';
import { fileRoutes } from './file-routes.js';
import { intervalChart } from './interval-chart.js';
import { modesPage } from './modes-page.js';
import { opener, sinceOpener, topNode } from './open-wave-routes.js';
import { recipePage } from './recipe.js';
import { remembered } from './remembered.js';
import { surveyPage } from './survey-tables.js';
import { truthPage } from './truth.js';
import { wavePage } from './wave-page.js';

/** What came of a wave: districts, surveys, recipes, files. */
export function reportRoutes(parts: Parts): Router {
  const router = Router();
  const open = opener(parts, parts.measured);
  const modesOf = remembered(({ frame, wave, measurement }, node) => compareModes(frame, wave, measurement, node));
  const since = sinceOpener(parts, parts.measured);
  router.use(fileRoutes(parts, open, since));

  router.get('/waves/:wave', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const { role } = res.locals['account'] as SignedIn;
    // Until a wave has closed nothing is tested, and a new answer is shown without measuring the wave before.
    const compared = measured.wave.closesAt <= parts.now() ? await since(measured) : undefined;
    const page = wavePage(measured, topNode(req, measured), reader, compared);
    const mayExport = mayRequest(role, 'GET', `/waves/${measured.wave.id}/archive.zip`);
    res.render('reports/wave', { page, mayExport, waiting: await parts.stores.responses.waiting() });
  });

  router.get('/waves/:wave/surveys/:survey', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const survey = measured.wave.surveys.find(({ id }) => id === req.params.survey);
    if (!survey) throw new Problem('survey.notFound');
    res.render('reports/survey', { page: surveyPage(measured, survey.id, reader) });
  });

  router.get('/waves/:wave/change', async (req, res) => {
    const { measured, reader } = await open(req, res);
    res.render('reports/change', { page: changePage(measured, await since(measured), reader) });
  });

  router.get('/waves/:wave/modes', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const page = modesPage(measured, modesOf(measured, topNode(req, measured)), reader);
    res.render('reports/modes', { page });
  });

  router.get('/waves/:wave/chart.svg', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const shape = req.query['shape'] === 'narrow' ? 'narrow' : 'wide';
    res.type('image/svg+xml').send(intervalChart(measured, topNode(req, measured), reader, shape));
  });

  router.get('/waves/:wave/recipe', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const { node, district } = req.query;
    if (typeof node !== 'string' || typeof district !== 'string') throw new Problem('page.notFound');
    const page = recipePage(measured, { node, district }, reader);
    if (!page) throw new Problem('page.notFound');
    res.render('reports/recipe', { page });
  });

  router.get('/waves/:wave/truth', async (req, res) => {
    const { measured, reader } = await open(req, res);
    if (!measured.wave.truth) throw new Problem('page.notFound');
    res.render('reports/truth', { page: truthPage(measured, reader) });
  });

  return router;
}
