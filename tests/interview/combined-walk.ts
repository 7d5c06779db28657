import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { partId } from '../../src/interview/combined/part-of.js';
import type { Answers } from '../../src/definition/types.js';
import type { Response } from '../../src/responses/response.js';
import type { TestSite } from '../support/app.js';
import { filled } from '../support/form.js';

export const surveyIds = ['education', 'transport', 'elderly-care', 'finance'];

/** Whoever has a person's pages: a resident without a session, or an enumerator's agent. */
export interface Sender {
  get(address: string): PromiseLike<Seen>;
  post(address: string): { type(kind: string): { send(body: object): PromiseLike<Seen> } };
}

interface Seen {
  status: number;
  text: string;
  headers: Record<string, string>;
}

export interface Walk {
  /** Addresses of the pages shown, in order; the last one is where it stopped. */
  addresses: string[];
  posts: { address: string; body: Record<string, string | string[]> }[];
  page: Seen;
  /** What each page of questions said of how far one has come, and whether its button submits. */
  steps: { step: number; steps: number; submits: boolean }[];
}

/** Somebody who uses all four services and answers everything. */
export function everybody(site: TestSite, changes: Answers = {}): Answers {
  const all = surveyIds.map((id) => answerEverything(site.parts.surveys.latest(id)!));
  const staff = Object.fromEntries(surveyIds.map((id) => [`${id}__staff`, 2]));
  return { ...(Object.assign({}, ...all) as Answers), ...staff, ...changes };
}

export const usesNothing: Answers = { edu_child: 2, tra_used: 2, eld_who: 3, fin_used: [4] };

/** Goes through an interview page by page as a browser without scripts does, as long as `goesOn` says so. */
export async function walk(
  sender: Sender,
  start: string,
  answers: Answers,
  goesOn: (address: string) => boolean = () => true,
): Promise<Walk> {
  const addresses: string[] = [];
  const posts: Walk['posts'] = [];
  const steps: Walk['steps'] = [];
  let address = start;
  let page = await sender.get(address);
  while (addresses.length < 90) {
    if (page.status === 303) {
      address = page.headers['location']!;
      page = await sender.get(address);
      continue;
    }
    addresses.push(address);
    steps.push(...stepsOn(page.text));
    const sent = goesOn(address) ? formOn(page.text, answers) : undefined;
    if (!sent) break;
    posts.push(sent);
    const answer = await sender.post(sent.address).type('form').send(sent.body);
    if (answer.status !== 303) throw new Error(`walk requires to be led on from ${sent.address}, not ${answer.status}`);
    address = answer.headers['location']!;
    page = await sender.get(address);
  }
  return { addresses, posts, page, steps };
}

/** What a browser would send from a page of questions, or from one that only leads on. */
function formOn(html: string, answers: Answers): Walk['posts'][number] | undefined {
  if (html.includes('class="questions"')) {
    const { action, body } = filled(html, answers);
    return { address: action, body };
  }
  const form = /<form method="post" action="([^"]+\/next)"[\s\S]*?<\/form>/.exec(html);
  const token = /name="_csrf" value="([^"]*)"/.exec(form?.[0] ?? '')?.[1];
  return form ? { address: form[1]!, body: token === undefined ? {} : { _csrf: token } } : undefined;
}

function stepsOn(html: string): Walk['steps'] {
  const found = /第 (\d+) 步，[共最多]+ (\d+) 步/.exec(html);
  return found
    ? [{ step: Number(found[1]), steps: Number(found[2]), submits: html.includes('type="submit">提交<') }]
    : [];
}

/** The id of the interview whose pages were seen. */
export function interviewOf({ addresses }: Walk): string {
  const found = addresses.map((address) => /\/(?:i\/[^/]+\/r|interviews)\/([0-9a-f]{32})\//.exec(address)?.[1]);
  return found.find((id) => id !== undefined)!;
}

/** What is kept of an interview, by survey. */
export async function keptOf(site: TestSite, interviewId: string): Promise<Record<string, Response>> {
  const found = await Promise.all(
    surveyIds.map((id) => site.parts.stores.responses.find(partId(interviewId, id, site.parts.sha256))),
  );
  return Object.fromEntries(found.flatMap((response) => (response ? [[response.survey, response]] : [])));
}
