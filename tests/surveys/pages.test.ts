import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { compileDefinition } from '../../src/definition/compile.js';
import { printedRule } from '../../src/definition/printed-rule.js';
import { surveysOf } from '../../src/definition/surveys.js';
import { textFor } from '../../src/definition/text.js';
import type { Definition, Language } from '../../src/definition/types.js';
import { sha256 } from '../../src/web/digest.js';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { addAccount, signedIn, visitor, type Agent } from '../accounts/site.js';
import { testSite, type TestSite } from '../support/app.js';

const written = loadSurveys('schemas');
const finance = written.latest('finance')!.definition;

/** A second version of a survey: one question reworded, one on another scale, one new, one gone. */
const second: Definition = {
  ...finance,
  version: 2,
  previous: {
    version: 1,
    items: {
      fin_value: { from: 'fin_value', change: 'same' },
      fin_quality: { from: 'fin_gap', change: 'reworded' },
      fin_satisfaction: { from: 'fin_satisfaction', change: 'scaleChanged' },
    },
  },
};

let site: TestSite;
const agents = new Map<string, Agent>();

beforeAll(async () => {
  site = await testSite(undefined, { surveys: surveysOf([...written.all, compileDefinition(second, sha256)]) });
  for (const role of ['analyst', 'supervisor', 'administrator', 'enumerator'] as const) {
    await addAccount(site, role, role);
    agents.set(role, await signedIn(site, role));
  }
});
afterAll(() => site.close());

const open = async (address: string, role = 'analyst') => (await agents.get(role)!.get(address)).text;
const plain = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

describe('the pages of surveys', () => {
  test('are for readers; an enumerator sees a questionnaire and its cards, a stranger nothing', async () => {
    const version = '/surveys/finance/versions/1';
    const statuses = async (agent: Agent) =>
      Promise.all(['/surveys', version, `${version}/cards`].map(async (page) => (await agent.get(page)).status));
    for (const role of ['analyst', 'supervisor', 'administrator'])
      expect([role, await statuses(agents.get(role)!)]).toEqual([role, [200, 200, 200]]);
    expect(await statuses(agents.get('enumerator')!)).toEqual([403, 200, 200]);
    expect(await statuses(visitor(site))).toEqual([303, 303, 303]);
  });

  test('exist only for versions there are', async () => {
    const pages = ['finance/versions/3', 'finance/versions/01', 'none/versions/1', 'finance/versions/x'];
    for (const page of pages)
      expect([page, (await agents.get('analyst')!.get(`/surveys/${page}`)).status]).toEqual([page, 404]);
  });

  test('are led to from the navigation, the wave and the interviews', async () => {
    expect(await open('/waves')).toContain('href="/surveys"');
    expect(await open('/interviews', 'enumerator')).not.toContain('href="/surveys"');
  });
});

describe('the list of surveys', () => {
  test('has a line for every version, the newest first, with its minutes and a mark past the limit', async () => {
    const list = plain(await open('/surveys'));
    expect(list.match(/finance · Version \d/g)).toEqual(['finance · Version 2', 'finance · Version 1']);
    expect(list).toMatch(/tour · Version 1 Read · Cards Draft/);
    expect(list).toMatch(/transport · Version 1 .* 29 14 7\.3 \(7\.4\)over 7 min7\.8 \(8\.0\)5\.2 \(5\.3\) 3/);
  });
});

describe.each<Language>(['zh-CN', 'en'])('the questionnaire as text in %s', (language) => {
  test.each(['education', 'elderly-care', 'finance', 'tour', 'transport'])('of %s leaves nothing out', async (id) => {
    const { definition } = written.latest(id)!;
    const page = plain(await open(`/surveys/${id}/versions/1?lang=${language}`));
    const said = [...textsIn(definition, language), ...rulesIn(definition, language)];
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter((each) => !page.includes(each.replaceAll(/\s+/g, ' ')))).toEqual([]);
    const ids = definition.pages.flatMap(({ questions }) =>
      questions.flatMap((each) => [
        each.id,
        ...(each.type === 'rating-group' ? each.items.map((item) => item.id) : []),
      ]),
    );
    expect(ids.filter((each) => !page.includes(each))).toEqual([]);
    expect(page).toContain(written.latest(id)!.hash);
  });

  test('says what changed since the version before', async () => {
    const page = await open(`/surveys/finance/versions/2?lang=${language}`);
    const rows = [...page.matchAll(/<tr class="change-(\w+)"><th scope="row"><code>(\w+)<\/code>/g)].map(
      ([, ...row]) => row,
    );
    expect(rows).toEqual([
      ['same', 'fin_value'],
      ['reworded', 'fin_quality'],
      ['scaleChanged', 'fin_satisfaction'],
    ]);
    expect(plain(page)).toContain(
      { 'zh-CN': '量表变了，趋势在此断开', en: 'scale changed: the trend breaks here' }[language],
    );
    expect(await open(`/surveys/finance/versions/1?lang=${language}`)).not.toContain('change-');
  });
});

describe('both languages side by side', () => {
  test("are marked as what they are, in every question, the reader's first", async () => {
    const page = await open('/surveys/tour/versions/1?both=1&lang=en');
    const question = /<article class="sheet" id="q-day">[\s\S]*?<\/article>/.exec(page)![0];
    const langs = [...question.matchAll(/<span lang="([^"]+)">([^<]*)/g)].map(([, language, text]) => [language, text]);
    expect(langs.slice(0, 2)).toEqual([
      ['en', 'On which day was your last visit to a park?'],
      ['zh-CN', '最近一次去公园是哪天？'],
    ]);
    expect(question).toContain('从“最近一次去公园是哪天”〔day〕到访问当天的天数不超过365');
    expect(plain(question)).toContain(
      'the number of days from “On which day was your last visit to a park” [day] to the day of the interview is at most 365',
    );
  });

  test('need no more than the address', async () => {
    expect(await open('/surveys/tour/versions/1?lang=zh-CN')).toContain('?lang=zh-CN&amp;both=1');
    expect(await open('/surveys/tour/versions/1?lang=zh-CN&both=1')).toContain('?lang=zh-CN&amp;both=0');
  });
});

describe('the cards', () => {
  test("are numbered, one a sheet, in the reader's language", async () => {
    const page = await open('/surveys/tour/versions/1/cards?lang=zh-CN');
    expect(page.match(/<section class="show-card/g)).toHaveLength(6);
    expect(plain(page)).toMatch(/卡片 22 5很满意4满意3一般2不满意1很不满意/);
    expect(plain(await open('/surveys/tour/versions/1/cards?lang=en'))).toContain('5Very satisfied');
    const ages = await open('/surveys/education/versions/1/cards?lang=en');
    expect(ages).toContain('<li><span>18 to 29</span></li>');
  });

  test('print as A5 sheets, by a rule of the style sheet', () => {
    const css = readFileSync('src/client/styles/surveys.css', 'utf8');
    expect(css).toMatch(/@page card \{\s+size: A5 portrait;/);
  });
});

/** Every text of a survey in a language and in every mode's wording, where none of it is put together from answers. */
function textsIn(value: unknown, language: Language): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as Record<string, unknown>)[language];
  if (typeof own === 'string') return own.includes('{{') ? [] : [own];
  return Object.entries(value).flatMap(([key, each]) => (key === 'labels' ? [] : textsIn(each, language)));
}

function rulesIn(definition: Definition, language: Language): string[] {
  const print = (rule: Parameters<typeof printedRule>[0]) => printedRule(rule, definition, language);
  const questions = definition.pages.flatMap((page) => page.questions);
  return [
    ...[...definition.pages, ...questions].flatMap(({ when }) => (when ? [print(when)] : [])),
    ...questions.flatMap(({ checks = [] }) => checks.map(({ holds }) => print(holds))),
    ...definition.screening.map(({ when }) => print(when)),
    ...(definition.computed ?? []).map(({ label }) => textFor(label, language)),
  ];
}
