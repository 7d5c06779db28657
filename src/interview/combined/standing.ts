import type { Surveys } from '../../definition/surveys.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Opening, Response } from '../../responses/response.js';
import type { Wave } from '../../waves/wave.js';
import type { Draft } from '../draft.js';
import { drawn } from './drawn.js';
import { allocationAt, openAtDoor } from './pass-door.js';
import { partId } from './part-of.js';
import { surveysBehind } from './surveys-behind.js';

/** Where an interview of several surveys stands. */
export type Standing =
  /** At the door: the page that is open; its last page where everything is answered and only has to be sent. */
  | { kind: 'door'; page: string }
  /** Behind it, with surveys to ask: `done` are sent in. `next` is the first one's draft, absent where the drafts are still to be made. */
  | { kind: 'between'; done: Questionnaire[]; ahead: Questionnaire[]; next?: Draft }
  | { kind: 'over'; parts: { questionnaire: Questionnaire; response: Response }[] };

export interface Finding {
  surveys: Surveys;
  stores: {
    drafts: { find(responseId: string): Promise<Draft | undefined> };
    responses: { find(responseId: string): Promise<Response | undefined> };
    waves: { find(id: string): Promise<Wave | undefined> };
  };
  sha256: (text: string) => string;
}

export async function standingOf(parts: Finding, door: Draft): Promise<Standing> {
  const { surveys } = parts;
  if (door.state === 'open') {
    const last = surveys.get(door.opening.survey, door.opening.version)?.definition.pages.at(-1)?.id ?? '';
    return { kind: 'door', page: openAtDoor(surveys, door) ?? last };
  }
  if (door.state === 'passed') {
    const { shares } = allocationAt(surveys, door, await parts.stores.waves.find(door.opening.wave));
    const ahead = shares.filter(({ isAsked }) => isAsked).map(({ questionnaire }) => questionnaire);
    return { kind: 'between', done: [], ahead };
  }
  return standingBehind(parts, door);
}

async function standingBehind(parts: Finding, door: Draft): Promise<Standing> {
  const found = await partsOf(parts, door);
  const asked = askedInOrder(found.flatMap(({ draft }) => draft ?? []));
  const open = asked.filter(({ state }) => state === 'open');
  const questionnaireOf = ({ opening }: Draft) => parts.surveys.get(opening.survey, opening.version) ?? [];
  const [next] = open;
  if (next) {
    const done = asked.filter(({ state }) => state !== 'open');
    return { kind: 'between', done: done.flatMap(questionnaireOf), ahead: open.flatMap(questionnaireOf), next };
  }
  const ids = asked.map(({ opening }) => opening.survey);
  const kept = found.flatMap(({ questionnaire, response }) => (response ? [{ questionnaire, response }] : []));
  const place = ({ survey }: Response) => (ids.includes(survey) ? ids.indexOf(survey) : ids.length);
  return { kind: 'over', parts: kept.sort((a, b) => place(a.response) - place(b.response)) };
}

export interface Part {
  questionnaire: Questionnaire;
  draft?: Draft;
  response?: Response;
}

/** What there is of an interview's surveys. */
export async function partsOf(parts: Finding, door: Draft): Promise<Part[]> {
  return Promise.all(
    surveysBehind(parts.surveys, door).map(async (questionnaire): Promise<Part> => {
      const id = partId(door.responseId, questionnaire.definition.id, parts.sha256);
      const [draft, response] = await Promise.all([parts.stores.drafts.find(id), parts.stores.responses.find(id)]);
      return { questionnaire, ...(draft ? { draft } : {}), ...(response ? { response } : {}) };
    }),
  );
}

/** Drafts in the order in which their surveys were drawn: each carries all that the draw was made from. */
function askedInOrder(drafts: Draft[]): Draft[] {
  const order = drafts[0] ? drawOf(drafts[0].opening) : [];
  return drafts.sort((a, b) => order.indexOf(a.opening.survey) - order.indexOf(b.opening.survey));
}

/** The surveys that were drawn for a person, from one of them: what was stored can be checked by drawing again. */
export function drawOf({
  eligible = [],
  allocation,
  seed,
}: Pick<Opening, 'eligible' | 'allocation' | 'seed'>): string[] {
  return drawn(eligible, Math.round(allocation * eligible.length), seed);
}
