import request from 'supertest';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Answers } from '../../src/definition/types.js';
import type { TestSite } from './app.js';
import { filled } from './form.js';

/** Sends the page of questions on a page; gives the answer of the site. */
export function sendPage({ app }: TestSite, html: string, answers: Answers) {
  const { action, body } = filled(html, answers);
  return request(app).post(action).type('form').send(body);
}

/** Opens an address and follows where it leads, as a browser does. */
export async function opened({ app }: TestSite, address: string): Promise<request.Response> {
  const page = await request(app).get(address).redirects(5);
  return page;
}

/** Answers page by page from the page given, at most so many; gives the page it comes to. */
export async function answered(
  site: TestSite,
  from: request.Response,
  pages = 40,
  changes: Answers = {},
): Promise<request.Response> {
  const answers = { ...answerEverything(site.parts.surveys.latest('transport')!), ...changes };
  let page = from;
  for (let turn = 0; turn < pages && page.text.includes('class="questions"'); turn += 1) {
    const sent = await sendPage(site, page.text, answers);
    if (sent.status !== 303) return sent;
    page = await opened(site, sent.headers['location'] as string);
  }
  return page;
}

export function responseIdIn(html: string): string {
  const id = /\/r\/([0-9a-f]{32})\//.exec(html)?.[1];
  if (!id) throw new Error('responseIdIn requires a page of an interview');
  return id;
}
