import { Router } from 'express';
import { setImmediate } from 'node:timers/promises';
import type { Fault } from '../definition/types.js';
import type { Translate } from '../web/locale.js';
import { assumptionNames, planForm, ranges, readAssumptions, type Assumptions, type PlanForm } from './assumptions.js';
import { neededOf, planLine, sizes, type PlanLine } from './plan.js';
import { planChart } from './plan-chart.js';
import { planPage } from './plan-page.js';
import { certaintyGround } from './rank-certainty.js';

/** How many interviews a wave needs, before it is made. */
export function planningRoutes(): Router {
  const router = Router();

  router.get('/plan', async (req, res) => {
    const form = planForm(req.query);
    const read = readAssumptions(form);
    const t = res.locals['t'] as Translate;
    const shown = { form, names: assumptionNames, ranges, faults: [] as Fault[] };
    if ('faults' in read) {
      res.status(422).render('planning/plan', { ...shown, ...read });
      return;
    }
    res.render('planning/plan', { ...shown, result: await resultOf(read.assumptions, form, t) });
  });

  return router;
}

/** Others are served between two sizes: many districts take a second or so in all. */
async function resultOf(assumptions: Assumptions, { ranked }: PlanForm, t: Translate) {
  const ground = certaintyGround(assumptions.districts);
  const lines: PlanLine[] = [];
  for (const users of sizes) {
    await setImmediate();
    lines.push(planLine(assumptions, ranked, ground, users));
  }
  const page = planPage(lines, neededOf(assumptions, ranked, ground), assumptions.difference, { t });
  return { ...page, charts: (['wide', 'narrow'] as const).map((shape) => planChart(lines, t, shape)) };
}
