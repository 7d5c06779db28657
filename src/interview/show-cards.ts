import { pipesIn } from '../definition/piping.js';
import { textFor } from '../definition/text.js';
import type { Definition, Question, Scale, Text } from '../definition/types.js';

/** A card that people look at while they are asked on site. */
export interface ShowCard {
  number: number;
  /** Questions that are asked with it. */
  questionIds: string[];
  /** The question, where the card serves one alone. */
  title?: Text;
  lines: Text[];
}

/** Lists of so many options are read out; longer ones are shown. */
const readOut = 3;

/** The cards of a survey: its scales in order of first use, then its longer lists of options. Equal lists are one card. */
export function showCards(definition: Definition): ShowCard[] {
  const questions = definition.pages.flatMap((page) => page.questions);
  const sheets = [...questions.flatMap((each) => scaleSheet(definition, each)), ...questions.flatMap(listSheet)];
  const lists = [...new Set(sheets.map(({ lines }) => JSON.stringify(lines)))];
  return lists.map((list, at) => {
    const served = sheets.filter(({ lines }) => JSON.stringify(lines) === list).map(({ question }) => question);
    const title = served.length === 1 ? titleOf(served[0]) : undefined;
    return {
      number: at + 1,
      questionIds: served.map(({ id }) => id),
      ...(title && { title }),
      lines: JSON.parse(list) as Text[],
    };
  });
}

interface Sheet {
  question: Question;
  lines: Text[];
}

function scaleSheet({ scales, languages }: Definition, question: Question): Sheet[] {
  const scale = 'scale' in question ? scales[question.scale] : undefined;
  return scale ? [{ question, lines: scaleLines(scale, languages) }] : [];
}

/** Every point from the best down, with its word where it has one. */
function scaleLines({ min, max, labels }: Scale, languages: Definition['languages']): Text[] {
  const points = Array.from({ length: max - min + 1 }, (_, at) => max - at);
  const line = (code: number, word: Text | undefined): Text =>
    Object.fromEntries(
      languages.map((language) => [language, `${code} ${word ? textFor(word, language) : ''}`.trim()]),
    );
  return points.map((code) => line(code, labels[code]));
}

function listSheet(question: Question): Sheet[] {
  if (!('options' in question) || question.options.length <= readOut) return [];
  return [{ question, lines: question.options.map(({ label }) => label) }];
}

/** A question that names earlier answers cannot stand on a printed card. */
function titleOf(question: Question | undefined): Text | undefined {
  if (!question || 'scale' in question) return undefined;
  const title: Text = 'default' in question.text ? question.text.default : question.text;
  return Object.values(title).some((text) => pipesIn(text).length > 0) ? undefined : title;
}
