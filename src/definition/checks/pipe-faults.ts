import { idsBehind } from '../outline.js';
import type { Outline, Place } from '../outline.js';
import { hasStrayBraces, pipesIn } from '../piping.js';
import type { Pipe } from '../piping.js';
import { ruleReferences } from '../rules.js';
import type { Fault, Text } from '../types.js';
import { isSurelyAnswered, isSurelyKnown } from './surely-known.js';
import { textsIn } from './texts.js';
import type { WrittenText } from './texts.js';
import type { Written } from './written.js';

/** Where a text stands: what pages before `sure` ask is behind it, what pages before `page` ask may be. */
interface Stand {
  sure: number;
  page: number;
}

/** Texts that put in answers: given by then, or with words for where there is none, and the same in every language. */
export function pipeFaults(written: Written): Fault[] {
  return textsIn(written.definition).flatMap(({ text, path }) => [
    ...Object.entries(text).flatMap(([language, words]) => wordsFaults(written, words, `${path}/${language}`)),
    ...languageFaults(text, path),
  ]);
}

function wordsFaults(written: Written, words: string, path: string): Fault[] {
  const pipes = pipesIn(words);
  const stray = hasStrayBraces(words) ? [{ code: 'pipe.malformed', path, params: {} }] : [];
  if (pipes.length === 0) return stray;
  const stand = standOf(path, written);
  if (stand === undefined) return [...stray, { code: 'pipe.notHere', path, params: {} }];
  const each = new Map(pipes.map((pipe) => [`${pipe.id} ${pipe.fallback === undefined}`, pipe]));
  return [
    ...stray,
    ...[...each.values()].flatMap((pipe) => pipeFault(pipe, path, { stand, outline: written.outline })),
  ];
}

const onPage =
  /^\/pages\/(\d+)\/(title|questions\/\d+\/(text|note|hint|options\/\d+\/(label|hint)|items\/\d+\/text|checks\/\d+\/text))\//;

/** Undefined where no answer may be put in: texts that stand before every question, or are read without one. */
function standOf(path: string, written: Written): Stand | undefined {
  const page = onPage.exec(path)?.[1];
  if (page !== undefined) return { sure: Number(page), page: Number(page) };
  if (path.startsWith('/thanks/')) return { sure: Infinity, page: Infinity };
  const screening = /^\/screening\/(\d+)\/text\//.exec(path)?.[1];
  return screening === undefined ? undefined : standOfScreening(Number(screening), written);
}

/** A screening may end the interview on the first page its rule looks at, and on the last. */
function standOfScreening(at: number, { definition, outline }: Written): Stand {
  const rule = definition.screening[at]?.when;
  const ids = rule === undefined ? [] : idsBehind(ruleReferences(rule), outline.computedOf);
  const pages = ids.map((id) => outline.placeOf.get(id)?.pageAt ?? 0);
  return { sure: Math.min(...(pages.length === 0 ? [0] : pages)) + 1, page: Math.max(0, ...pages) + 1 };
}

function pipeFault(
  { id, fallback }: Pipe,
  path: string,
  { stand, outline }: { stand: Stand; outline: Outline },
): Fault[] {
  const answered = answeredOf(id, outline);
  if (typeof answered === 'string') return [{ code: answered, path, params: { question: id } }];
  if (answered.pageAt >= stand.page) return [{ code: 'pipe.forward', path, params: { question: id } }];
  const isSure = answered.isSure && answered.pageAt < stand.sure;
  return isSure || fallback !== undefined ? [] : [{ code: 'pipe.fallbackMissing', path, params: { question: id } }];
}

/** The page by which something is known, and whether it surely is by then; or why it never can be said. */
function answeredOf(id: string, outline: Outline): { pageAt: number; isSure: boolean } | string {
  const place = outline.placeOf.get(id);
  if (place?.question.type === 'consent') return 'pipe.notAnswerable';
  if (place !== undefined) return { pageAt: place.pageAt, isSure: isSurelyAnswered(place) && !maySayNothing(place) };
  const computed = outline.computedOf.get(id);
  if (computed === undefined) {
    const isAsked = outline.questions.some(({ question }) => question.id === id);
    return isAsked ? 'pipe.notAnswerable' : 'pipe.unknownQuestion';
  }
  const pages = computed.behind.map((one) => outline.placeOf.get(one)?.pageAt ?? -1);
  return { pageAt: Math.max(-1, ...pages), isSure: isSurelyKnown(computed.computed.value, outline) };
}

/** A multiple choice that may be answered by no option at all. */
function maySayNothing({ question }: Place): boolean {
  return question.type === 'multiple' && question.atLeast === 0;
}

function languageFaults(text: Text, path: WrittenText['path']): Fault[] {
  const byLanguage = Object.values(text).map((words) => new Set(pipesIn(words).map(({ id }) => id)));
  const all = [...new Set(byLanguage.flatMap((ids) => [...ids]))];
  const partial = all.filter((id) => byLanguage.some((ids) => !ids.has(id)));
  return partial.map((question) => ({ code: 'pipe.languagesDiffer', path, params: { question } }));
}
