import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answers } from '../../src/definition/types.js';
import type { Response } from '../../src/responses/response.js';
import { addAccount, audit, signedIn, siteForVisitors, tokenOn, type Agent } from '../accounts/site.js';
import type { TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { testWave } from '../support/wave.js';
import { freshId, put, submission } from './sending.js';

export interface Desk {
  site: TestSite;
  /** Two people who may review. */
  chen: Agent;
  wang: Agent;
  close(): Promise<void>;
}

/** The site with an open wave, an analyst and a supervisor. */
export async function reviewDesk(): Promise<Desk> {
  const site = await siteForVisitors();
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'chen', 'analyst');
  await addAccount(site, 'wang', 'supervisor');
  const [chen, wang] = [await signedIn(site, 'chen'), await signedIn(site, 'wang')];
  return { site, chen, wang, close: () => site.close() };
}

/** A response with a second version of other ratings; the address of its conflict. */
export async function conflict({ site }: Desk, id = freshId()): Promise<{ id: string; address: string }> {
  await put(site, id, submission(site));
  const other = await put(site, id, submission(site, {}, 3));
  if (other.status !== 409) throw new Error(`conflict requires two versions: ${other.status}`);
  const { conflicts } = site.parts.stores.reviews;
  const all = await conflicts.list({ state: 'waiting', survey: '', mode: '', fault: '' }, undefined, 1000);
  return { id, address: `/intake/conflicts/${all.find(({ responseId }) => responseId === id)!.id}` };
}

/** A submission that is quarantined; the address of its item. */
export async function quarantined(
  { site }: Desk,
  changes: Record<string, unknown>,
  id = freshId(),
): Promise<{ id: string; address: string }> {
  const answer = await put(site, id, submission(site, changes));
  if (answer.status !== 202) throw new Error(`quarantined requires a faulty submission: ${answer.status}`);
  const { submissions } = site.parts.stores.reviews;
  const all = await submissions.list({ state: 'waiting', survey: '', mode: '', fault: '' }, undefined, 1000);
  return { id, address: `/intake/quarantine/${all.find(({ responseId }) => responseId === id)!.id}` };
}

export type Fields = Record<string, string | string[]>;

/** Sends a form as a browser would, with the token of the page it stands on. */
export async function post(agent: Agent, page: string, to: string, fields: Fields) {
  const token = await tokenOn(agent, page);
  return agent
    .post(to)
    .type('form')
    .send({ ...fields, _csrf: token });
}

/** What was recorded of a response, as `action phase by who`. */
export async function recordedOf({ site }: Desk, id: string): Promise<string[]> {
  const lines = await audit(site);
  return lines.filter((line) => line.includes(` ${id} `)).map((line) => line.replace(` ${id}`, ''));
}

/** Opens the form of the page of the first changed question, and sends it with these answers; `fields` go over what a browser would send. */
export async function correct(
  agent: Agent,
  { response, questionnaire }: { response: Response; questionnaire: Questionnaire },
  changes: Answers,
  fields: Fields = {},
) {
  const address = `/responses/${response.responseId}`;
  const form = await agent.get(
    `${address}/correct?page=${questionnaire.answerables.get(Object.keys(changes)[0]!)!.page.id}`,
  );
  const { action, body } = filled(form.text, { ...response.answers, ...changes });
  const sent = { ...body, _reason: 'checked by telephone', ...fields };
  return agent.post(action).type('form').send(sent);
}

export const exclude = (agent: Agent, id: string, fields: Record<string, string>) =>
  post(agent, `/responses/${id}`, `/responses/${id}/exclude`, fields);

export const include = (agent: Agent, id: string, fields: Record<string, string>) =>
  post(agent, `/responses/${id}`, `/responses/${id}/include`, fields);
