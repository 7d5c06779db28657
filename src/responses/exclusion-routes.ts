import { Router, type Response as Reply } from 'express';
import type { Parts } from '../web/app.js';
import { validated } from '../web/validated.js';
import { exclusion, inclusion, revisionOf, type Author, type ResponseChange } from './change.js';
import { recorded } from './recorded.js';
import { responseIn, showResponse, fresh } from './response-page-routes.js';
import type { ExclusionGround, Response } from './response.js';
import { reasonFault } from './review.js';

interface Input {
  reason: string;
  revision: string;
  ground?: ExclusionGround | '';
}

/** A response with everything about it; kept out of the measurement by who, when and why, and let in again. */
export function exclusionRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/responses/:response', async (req, res) => showResponse(parts, await responseIn(parts, req), res, fresh));

  for (const form of ['exclude', 'include'])
    router.get(`/responses/:response/${form}`, (req, res) =>
      res.redirect(303, `/responses/${encodeURIComponent(req.params.response)}`),
    );

  router.post('/responses/:response/exclude', validated('exclusion'), async (req, res) => {
    const { ground } = res.locals['input'] as Input;
    const response = await responseIn(parts, req);
    const change = (author: Author) => exclusion(response, author, ground || 'other');
    const wrong = ground ? [] : ['groundMissing'];
    await carryOut(parts, response, res, { action: 'response.exclude', fits: !response.exclusion, wrong, change });
  });

  router.post('/responses/:response/include', validated('inclusion'), async (req, res) => {
    const response = await responseIn(parts, req);
    const change = (author: Author) => inclusion(response, author);
    const fits = response.exclusion !== undefined;
    await carryOut(parts, response, res, { action: 'response.include', fits, wrong: [], change });
  });

  return router;
}

interface Asked {
  action: string;
  /** Whether the response still is what the form was made for. */
  fits: boolean;
  wrong: string[];
  change: (author: Author) => ResponseChange;
}

async function carryOut(parts: Parts, response: Response, res: Reply, asked: Asked): Promise<void> {
  const input = res.locals['input'] as Input;
  const { responses } = parts.stores;
  const { responseId } = response;
  const late = async () => {
    const now = (await responses.find(responseId)) ?? response;
    await showResponse(parts, now, res.status(409), { ...fresh, isLate: true });
  };
  if (!asked.fits || Number(input.revision) !== revisionOf(response)) return late();
  const why = reasonFault(input.reason);
  const faults = [...asked.wrong, ...(why ? [why] : [])];
  if (faults.length > 0) return showResponse(parts, response, res.status(422), { input, faults, isLate: false });
  const by = (res.locals['account'] as { id: string }).id;
  const change = asked.change({ by, at: parts.now(), reason: input.reason.trim() });
  const fact = { who: by, action: asked.action, subject: responseId, details: { revision: change.entry.revision } };
  if (!(await recorded(parts, fact, () => responses.change(responseId, change)))) return late();
  res.redirect(303, `/responses/${responseId}`);
}
