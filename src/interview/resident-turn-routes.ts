import type { Request, Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Language } from '../definition/types.js';
import { standingOf, type Link } from '../links/link.js';
import { localTime } from '../responses/local-date.js';
import { openingOf } from '../responses/opening.js';
import type { SampleSource, Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { closedReason } from './closed.js';
import { endAddress, isCombined } from './combined/part-of.js';
import type { Draft } from './draft.js';
import { renderPage, type Place, type Turn } from './page-routes.js';
import { resumeCode } from './resume-code.js';

export interface Found extends Turn {
  /** Whether the draft has begun, or exists only on paper yet: nothing is written before the first page is sent. */
  begun: boolean;
}

interface Address {
  survey: string;
  response: string;
}

const responseIdPattern = /^[0-9a-f]{32}$/;

export function responseIdOf({ response }: { response: string }): string {
  if (!responseIdPattern.test(response)) throw new Problem('page.notFound');
  return response;
}

export function placeOf(survey: string, responseId: string): Place {
  const base = `/s/${survey}/r/${responseId}`;
  return { page: (pageId) => `${base}/p/${pageId}`, end: `${base}/end` };
}

/** The last page's address leads on to the first page that is open. */
export function openPage(questionnaire: Questionnaire, { page }: Place): string {
  return page(questionnaire.definition.pages.at(-1)?.id ?? '');
}

/** The interview of an address: begun, or about to begin by the open link or a personal one. */
export async function turnOf(parts: Parts, req: Request<Address>, res: Reply): Promise<Found> {
  const responseId = responseIdOf(req.params);
  const { survey } = req.params;
  const draft = await parts.stores.drafts.find(responseId);
  if (draft) return begunTurn(parts, draft, survey, res);
  if (!parts.surveys.latest(survey)) throw new Problem('survey.notFound');
  const link = await parts.stores.links.byResponse(parts.sha256(responseId));
  if (!link) return openTurn(parts, survey, responseId, res);
  if (link.survey !== survey) throw new Problem('page.notFound');
  return linkTurn(parts, link, responseId, res);
}

async function begunTurn(parts: Parts, draft: Draft, survey: string, res: Reply): Promise<Found> {
  const { opening, responseId } = draft;
  const questionnaire = parts.surveys.get(opening.survey, opening.version);
  if (!questionnaire || opening.survey !== survey || opening.mode !== 'online') throw new Problem('page.notFound');
  if (draft.state === 'open') await refuseRevoked(parts, draft);
  if (draft.resumeHash !== undefined || isCombined(opening)) offerResume(parts, opening.interviewId, res);
  const place = placeOf(survey, responseId);
  return { parts, place: { ...place, end: endAddress(opening, place.end) }, begun: true, draft, questionnaire };
}

/** Tells the page by which code the interview goes on elsewhere. */
export function offerResume(parts: Parts, interviewId: string, res: Reply): void {
  res.locals['resumeCode'] = resumeCode(parts.hmac, interviewId);
  res.locals['resumeAt'] = `${parts.config.baseUrl.replace(/^https?:\/\/|\/+$/g, '')}/resume`;
}

/** Who began by a personal link that was revoked since cannot go on. */
export async function refuseRevoked(parts: Parts, { opening }: Draft): Promise<void> {
  const link = opening.tokenHash === undefined ? undefined : await parts.stores.links.byToken(opening.tokenHash);
  if (link?.revoked) throw new Problem('link.revoked');
}

/** An interview about to begin by the open link. */
export async function openTurn(parts: Parts, survey: string, responseId: string, res: Reply): Promise<Found> {
  if (!parts.surveys.latest(survey)) throw new Problem('survey.notFound');
  const now = parts.now();
  const wave = await parts.stores.waves.openFor(survey, now);
  const source = wave?.sampleSources.find(({ mode, entry }) => mode === 'online' && entry === 'open');
  if (!wave || !source) {
    const { code, params } = closedReason(survey, await parts.stores.waves.list(), now);
    throw new Problem(code, params);
  }
  return freshTurn(parts, { survey, wave, source, responseId }, res);
}

/** An interview about to begin by a personal link; a problem where the link does not open. */
export async function linkTurn(parts: Parts, link: Link, responseId: string, res: Reply): Promise<Found> {
  const wave = await parts.stores.waves.find(link.wave);
  const source = wave?.sampleSources.find(({ id }) => id === link.source);
  if (!wave || !source) throw new Problem('link.unknown');
  const standing = standingOf(link, wave, parts.now());
  if (standing === 'revoked') throw new Problem('link.revoked');
  if (standing === 'over') throw new Problem('link.over', { until: localTime(wave.closesAt) });
  if (standing === 'notYet') throw new Problem('link.notYet', { from: localTime(wave.opensAt) });
  return freshTurn(parts, { survey: link.survey, wave, source, responseId, link }, res);
}

interface Start {
  survey: string;
  wave: Wave;
  source: SampleSource;
  responseId: string;
  link?: Link;
}

function freshTurn(parts: Parts, { survey, wave, source, responseId, link }: Start, res: Reply): Found {
  const version = wave.surveys.find(({ id }) => id === survey)?.version;
  const questionnaire = version === undefined ? undefined : parts.surveys.get(survey, version);
  if (!questionnaire) throw new Problem('survey.closed');
  const language = res.locals['language'] as Language;
  const now = parts.now();
  const opening = openingOf({ responseId, questionnaire, wave, source, language, now, ...(link ? { link } : {}) });
  const modeTrail = [{ mode: opening.mode, at: now }];
  const draft: Draft = { responseId, opening, language, pages: {}, modeTrail, state: 'open', updatedAt: now };
  return { parts, place: placeOf(survey, responseId), begun: false, draft, questionnaire };
}

const previewLength = 120;

/** The first page of an interview that has not begun, with the words that messengers show beside its link. */
export function renderFirst(turn: Found, res: Reply): void {
  const { definition } = turn.questionnaire;
  const intro = textFor(definition.intro, res.locals['language'] as Language, 'online')
    .replaceAll(/\s+/g, ' ')
    .trim();
  res.locals['preview'] = intro.length > previewLength ? `${intro.slice(0, previewLength - 1)}…` : intro;
  renderPage(turn, definition.pages[0]?.id ?? '', res, { answers: {}, faults: [], soft: [] });
}
