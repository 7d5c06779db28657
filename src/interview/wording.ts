import { spokenAnswer } from '../answers/spoken.js';
import { fillPipes } from '../definition/piping.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Answers, Definition, Language, Mode, ModeText, Question, Text } from '../definition/types.js';

/** Who reads a survey's texts, and what is known of the person they speak to. */
export interface Reader {
  questionnaire: Questionnaire;
  mode: Mode;
  language: Language;
  /** Relevant answers and computed values, for texts that name them. */
  known: Answers;
}

/** A text of the survey in words; '' where there is none. */
export type Say = (text: Text | ModeText | undefined) => string;

/** Texts of a survey as one reader gets them: worded for the mode, in the language, earlier answers put in. */
export function wordingFor({ questionnaire, mode, language, known }: Reader): Say {
  const spoken = (id: string) => spokenAnswer(questionnaire, id, known, language);
  return (text) => (text ? fillPipes(textFor(text, language, mode), spoken) : '');
}

/** A definition whose checks say what they say to this reader: the browser that checks a page knows no earlier answers. */
export function withSpokenChecks(definition: Definition, reader: Reader): Definition {
  const say = wordingFor(reader);
  const spoken = (question: Question): Question =>
    question.checks
      ? {
          ...question,
          checks: question.checks.map((check) => ({ ...check, text: { [reader.language]: say(check.text) } })),
        }
      : question;
  return {
    ...definition,
    pages: definition.pages.map((page) => ({ ...page, questions: page.questions.map(spoken) })),
  };
}
