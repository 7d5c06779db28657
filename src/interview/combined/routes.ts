import { Router, type Request, type Response as Reply } from 'express';
import type { SignedIn } from '../../accounts/account.js';
import { doorId, isDoor } from '../../definition/door/door-id.js';
import type { Language } from '../../definition/types.js';
import { openingOf } from '../../responses/opening.js';
import type { Parts } from '../../web/app.js';
import { Problem } from '../../web/problems.js';
import { tookAside } from '../aside-routes.js';
import { offerOutcomes } from '../desk-routes.js';
import { draftAnswers, draftToday, type Draft } from '../draft.js';
import { showPage, type Place } from '../page-routes.js';
import { wayOf } from '../progress.js';
import { offerResume, renderFirst, responseIdOf, type Found } from '../resident-turn-routes.js';
import { resumeCode, resumeHash } from '../resume-code.js';
import { takePage } from '../take-page-routes.js';
import { combinedClosing } from './combined-closing.js';
import { carriedPages } from './carried-pages.js';
import { recordEnd } from './end-interview.js';
import { doorDraft } from './part-drafts.js';
import { openOf } from './given-pages.js';
import { onwardAddress } from './part-of.js';
import { passDoor } from './pass-door.js';
import { partsOf, standingOf } from './standing.js';

interface Address {
  wave: string;
  interview: string;
}

/** An interview that asks several surveys: its door for residents, and for everybody the way on from the door and from survey to survey. */
export function combinedRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts } = parts.stores;

  router.get('/i/:wave', async (req, res) => {
    renderFirst(await freshTurn(parts, { wave: req.params.wave, interview: parts.randomHex(16) }, res), res);
  });

  router.get('/i/:wave/r/:interview/p/:page', async (req, res) => {
    const turn = await residentTurn(parts, req, res);
    if (!turn.begun) return res.redirect(303, `/i/${req.params.wave}`);
    if (turn.draft.state !== 'open') return res.redirect(303, turn.place.end);
    showPage(turn, req.params.page, res);
  });

  router.post('/i/:wave/r/:interview/p/:page', async (req, res) => {
    const turn = await residentTurn(parts, req, res);
    if (turn.draft.state !== 'open') return res.redirect(303, turn.place.end);
    if (await tookAside(turn, req.params.page, req, res)) return;
    if (!turn.begun) await drafts.beginPart(turn.draft, turn.draft.updatedAt);
    await takePage(turn, req.params.page, req, res);
  });

  router.get('/i/:wave/r/:interview/next', async (req, res) => showNext(parts, await residentDoor(parts, req), res));
  router.post('/i/:wave/r/:interview/next', async (req, res) => goOn(parts, await residentDoor(parts, req), res));

  router.get('/interviews/:response/next', async (req, res) =>
    showNext(parts, await deskDoor(parts, req.params.response, res), res),
  );
  router.post('/interviews/:response/next', async (req, res) =>
    goOn(parts, await deskDoor(parts, req.params.response, res), res),
  );

  return router;
}

function placeOf({ wave, interview }: Address): Place {
  const base = `/i/${wave}/r/${interview}`;
  return { page: (pageId) => `${base}/p/${pageId}`, end: `${base}/next` };
}

/** The interview of an address: begun, or about to begin by the open link. */
async function residentTurn(parts: Parts, req: Request<Address>, res: Reply): Promise<Found> {
  const draft = await parts.stores.drafts.find(responseIdOf({ response: req.params.interview }));
  if (!draft) return freshTurn(parts, req.params, res);
  const { opening, resumeHash: resumable } = draft;
  const questionnaire = parts.surveys.get(opening.survey, opening.version);
  if (!questionnaire || !isResidents(draft, req.params)) throw new Problem('page.notFound');
  if (resumable !== undefined) offerResume(parts, draft.responseId, res);
  return { parts, place: placeOf(req.params), begun: true, draft, questionnaire };
}

async function freshTurn(parts: Parts, address: Address, res: Reply): Promise<Found> {
  const now = parts.now();
  const wave = await parts.stores.waves.find(address.wave);
  const questionnaire = wave?.combined && parts.surveys.get(doorId(wave.surveys), 1);
  if (!wave?.combined || !questionnaire) throw new Problem('survey.notFound');
  const source = wave.sampleSources.find(({ mode, entry }) => mode === 'online' && entry === 'open');
  if (!source || now < wave.opensAt || wave.closesAt <= now) throw new Problem('survey.closed');
  const language = res.locals['language'] as Language;
  const opening = openingOf({ responseId: address.interview, questionnaire, wave, source, language, now });
  const code = resumeHash(parts.hmac, resumeCode(parts.hmac, address.interview));
  const draft = { ...doorDraft(opening, parts.surveys, wave.combined), ...(code ? { resumeHash: code } : {}) };
  return { parts, place: placeOf(address), begun: false, draft, questionnaire };
}

function isResidents({ opening }: Draft, { wave }: Address): boolean {
  return isDoor(opening.survey) && opening.mode === 'online' && opening.wave === wave;
}

async function residentDoor(parts: Parts, req: Request<Address>): Promise<Draft> {
  const door = await parts.stores.drafts.find(responseIdOf({ response: req.params.interview }));
  if (!door || !isResidents(door, req.params)) throw new Problem('page.notFound');
  return door;
}

async function deskDoor(parts: Parts, interviewId: string, res: Reply): Promise<Draft> {
  const door = await parts.stores.drafts.find(interviewId);
  const { id } = res.locals['account'] as SignedIn;
  if (!door || !isDoor(door.opening.survey) || door.opening.enumerator !== id) throw new Problem('page.notFound');
  return door;
}

function addressOf({ opening, responseId }: Draft, pageId: string): string {
  if (opening.mode !== 'online') return `/interviews/${responseId}/p/${pageId}`;
  const room = isDoor(opening.survey) ? `/i/${opening.wave}` : `/s/${opening.survey}`;
  return `${room}/r/${responseId}/p/${pageId}`;
}

/** What comes next, or how the interview ended. Nothing is written. */
async function showNext(parts: Parts, door: Draft, res: Reply): Promise<void> {
  const standing = await standingOf(parts, door);
  if (standing.kind === 'door') return res.redirect(303, addressOf(door, standing.page));
  const { opening } = door;
  const { mode } = opening;
  const survey = parts.surveys.get(opening.survey, opening.version)?.definition;
  if (standing.kind === 'over') {
    const closing = combinedClosing(standing.parts, res.locals['language'] as Language);
    return res.render('interview/combined-end', { survey, mode, opening, closing });
  }
  if (mode !== 'online') offerOutcomes(parts, door, res);
  if (door.resumeHash !== undefined) offerResume(parts, door.responseId, res);
  res.render('interview/combined-next', { survey, mode, opening, ...standing, action: onwardAddress(opening) });
}

/** Goes on to the next survey; a door whose surveys could not all begin is passed again. */
async function goOn(parts: Parts, door: Draft, res: Reply): Promise<void> {
  if (door.state === 'passed') {
    await passDoor(parts, door.responseId);
    await recordEnd(parts, door.responseId);
  }
  const standing = await standingOf(parts, (await parts.stores.drafts.find(door.responseId)) ?? door);
  const next = standing.kind === 'between' ? standing.next : undefined;
  if (!next) return res.redirect(303, onwardAddress(door.opening));
  res.redirect(303, await firstAddress(parts, door, next));
}

/** The first page of a survey that still has to be asked, with what the surveys before it have told. */
async function firstAddress(parts: Parts, door: Draft, { responseId }: Draft): Promise<string> {
  const { drafts } = parts.stores;
  const found = await partsOf(parts, door);
  const own = found.find(({ draft }) => draft?.responseId === responseId);
  if (!own) throw new Error(`firstAddress requires a survey of the interview, not ${responseId}`);
  const earlier = found.flatMap(({ questionnaire, response }) =>
    response ? [{ questionnaire, answers: response.answers }] : [],
  );
  for (const [page, answers] of carriedPages(own.questionnaire, earlier)) await drafts.give(responseId, page, answers);
  const draft = await drafts.find(responseId);
  if (!draft) return onwardAddress(door.opening);
  const way = wayOf(own.questionnaire, draftAnswers(draft), draftToday(draft));
  return addressOf(draft, openOf(way, draft));
}
