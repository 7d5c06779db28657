import { pipesIn } from '../definition/piping.js';
import type { Definition, Question, Scale, Text } from '../definition/types.js';

/** A card that people look at while they are asked on site. */
export interface ShowCard {
  number: number;
  /** Questions that are asked with it. */
  questionIds: string[];
  /** The question, where the card serves one alone. */
  title?: Text;
  lines: CardLine[];
}

export interface CardLine {
  /** The number of a scale's point, to be said aloud; '' for an option. */
  code: string;
  words: Text;
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
      lines: JSON.parse(list) as CardLine[],
    };
  });
}

interface Sheet {
  question: Question;
  lines: CardLine[];
}

function scaleSheet({ scales }: Definition, question: Question): Sheet[] {
  const scale = 'scale' in question ? scales[question.scale] : undefined;
  return scale ? [{ question, lines: scaleLines(scale) }] : [];
}

/** Every point from the best down, with its word where it has one. */
function scaleLines({ min, max, labels }: Scale): CardLine[] {
  const points = Array.from({ length: max - min + 1 }, (_, at) => max - at);
  return points.map((point) => ({ code: String(point), words: labels[point] ?? {} }));
}

function listSheet(question: Question): Sheet[] {
  if (!('options' in question) || question.options.length <= readOut) return [];
  return [{ question, lines: question.options.map(({ label }) => ({ code: '', words: label })) }];
}

/** A question that names earlier answers cannot stand on a printed card. */
function titleOf(question: Question | undefined): Text | undefined {
  if (!question || 'scale' in question) return undefined;
  const title: Text = 'default' in question.text ? question.text.default : question.text;
  return Object.values(title).some((text) => pipesIn(text).length > 0) ? undefined : title;
}
