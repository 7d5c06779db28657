import { interviewPaths, type Asked } from './interview-paths.js';
import { textFor } from './text.js';
import type { Definition, Language, Mode, ModeText, Option, Question, QuestionType, Text } from './types.js';

export interface Estimate {
  /** Minutes of a service user's interview, the mean of all ways through the survey. */
  typical: number;
  /** Minutes of the longest of these ways. */
  longest: number;
  /** Seconds of what is said or read before the question whether one agrees. */
  introduction: number;
  /** The most questions about what people think, on one way: ratings, items, orderings, open questions and the core. */
  substantive: number;
}

/**
 * Signs a second in Chinese, words a second in English. Aloud: 250 signs a minute, the pace of radio news, and 183 words
 * (Brysbaert 2019, How many words do we read per minute, J. Memory and Language 109). In silence: 390 signs, and 238 words (ibid.).
 */
const pace: Record<'spoken' | 'read', Record<Language, number>> = {
  spoken: { 'zh-CN': 250 / 60, en: 183 / 60 },
  read: { 'zh-CN': 390 / 60, en: 238 / 60 },
};

/** Seconds from the end of the question to the recorded answer: for planning, until the times that responses carry tell better ones. */
const answering: Record<QuestionType | 'item' | 'place', Record<'spoken' | 'read', number>> = {
  note: { spoken: 0, read: 0 },
  consent: { spoken: 3, read: 3 },
  single: { spoken: 5, read: 4 },
  multiple: { spoken: 8, read: 6 },
  ordering: { spoken: 4, read: 2 },
  place: { spoken: 5, read: 4 },
  rating: { spoken: 5, read: 4 },
  'rating-group': { spoken: 0, read: 0 },
  item: { spoken: 5, read: 3 },
  number: { spoken: 6, read: 6 },
  date: { spoken: 9, read: 10 },
  text: { spoken: 22, read: 25 },
};

/** Seconds to open the next page on one's own phone, and to look a card up. */
const pageTurn = 2;
const cardTurn = 2;
/** Lists of up to so many options are read out by phone (domain limit), and on site; longer ones are coded or shown on a card. */
const readOut: Record<'phone' | 'onsite', number> = { phone: 5, onsite: 3 };
/** Who may leave a question out does so half of the time. */
const optionalShare = 0.5;
const ways = 200;

/**
 * How long a survey takes in each of its modes: (text said or read) / pace + seconds to answer, summed over what is asked, for 200
 * service users who answer at random. The mean is typical, the greatest is longest. Screening and profile are in; people who are
 * screened out are not. A single question of 30 signs and two answers of 2 signs takes 34 / 6.5 + 4 = 9.2 s online; Pew Research
 * Center reckons 15 min / 85 = 10.6 s for one question of its online panel.
 *
 * estimates(transport v1, 'zh-CN').get('phone') is { typical: 7.3, longest: 7.4, introduction: 23, substantive: 25 }.
 */
export function estimates(definition: Definition, language: Language): ReadonlyMap<Mode, Estimate> {
  const paths = interviewPaths(definition, ways);
  const most = Math.max(...paths.map((path) => sum(path.map((asked) => substantive(definition, asked)))));
  return new Map(
    definition.modes.map((mode) => [mode, estimate({ definition, paths, most }, clockOf(mode, language))]),
  );
}

function estimate(
  { definition, paths, most }: { definition: Definition; paths: Asked[][]; most: number },
  clock: Clock,
): Estimate {
  const around = clock.text(definition.thanks) + (clock.mode === 'online' ? clock.text(definition.intro) : 0);
  const lengths = paths.map((path) => around + sum(path.map(clock.asked)) + pagesOf(path) * clock.page);
  return {
    typical: minutes(sum(lengths) / lengths.length),
    longest: minutes(Math.max(...lengths)),
    introduction: Math.round(introduction(definition, clock)),
    substantive: most,
  };
}

/** Seconds to say or to read a text in a mode. */
export function secondsOf(text: Text | ModeText, mode: Mode, language: Language): number {
  return clockOf(mode, language).text(text);
}

interface Clock {
  mode: Mode;
  text: (text: Text | ModeText) => number;
  asked: (asked: Asked) => number;
  page: number;
}

function clockOf(mode: Mode, language: Language): Clock {
  const way = mode === 'online' ? 'read' : 'spoken';
  const text: Clock['text'] = (words) => lengthOf(textFor(words, language, mode), language) / pace[way][language];
  const options = (question: Question): number => {
    if (!('options' in question)) return 0;
    const heard = mode === 'online' || question.options.length <= readOut[mode];
    if (!heard && mode === 'phone') return 0;
    return heard
      ? sum(question.options.map(({ label }: Option) => text(label)))
      : cardTurn +
          sum(question.options.map(({ label }) => lengthOf(textFor(label, language), language))) / pace.read[language];
  };
  const answer = (question: Question, items: number): number => {
    const places = question.type === 'ordering' ? (question.places ?? question.options.length) : 0;
    return answering[question.type][way] + places * answering.place[way] + items * answering.item[way];
  };
  const asked = ({ question, items }: Asked): number =>
    text(question.text) +
    (mode !== 'phone' && question.hint ? text(question.hint) : 0) +
    sum(items.map((item) => text(item.text))) +
    (options(question) + answer(question, items.length)) * (question.optional ? optionalShare : 1);
  return { mode, text, asked, page: mode === 'online' ? pageTurn : 0 };
}

/** Chinese signs (other writing in it by words), or English words. */
function lengthOf(text: string, language: Language): number {
  const words = text.match(/[\p{Script=Latin}\p{N}'’.-]+/gu)?.length ?? 0;
  return language === 'en' ? words : words + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** What is said before anybody is asked to agree. */
function introduction({ pages, profile }: Definition, clock: Clock): number {
  const questions = pages.flatMap((page) => page.questions);
  const until = questions.findIndex(({ id }) => id === profile.consent);
  return sum(questions.slice(0, Math.max(0, until)).map(({ text }) => clock.text(text)));
}

const opinions: readonly QuestionType[] = ['rating', 'ordering', 'text'];

function substantive({ index }: Definition, { question, items }: Asked): number {
  if (question.type === 'rating-group') return items.length;
  const isCore = Object.values(index.core ?? {}).some((ids) => ids.includes(question.id));
  return isCore || opinions.includes(question.type) ? 1 : 0;
}

function pagesOf(path: Asked[]): number {
  return new Set(path.map(({ pageId }) => pageId)).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function minutes(seconds: number): number {
  return Math.round(seconds / 6) / 10;
}
