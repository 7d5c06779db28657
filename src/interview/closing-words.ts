import type { Questionnaire } from '../definition/questionnaire.js';
import type { Language } from '../definition/types.js';
import type { Response } from '../responses/response.js';
import { wordingFor } from './wording.js';

export interface ClosingWords {
  /** Whether a screening ended the interview. */
  screened: boolean;
  /** The screening's words, else the survey's thanks; what they name of the answers is put in. */
  words: string;
}

type Ended = Pick<Response, 'answers' | 'computed' | 'screening' | 'mode'>;

/** What an interview that was sent is closed with. */
export function closingWords(questionnaire: Questionnaire, response: Ended, language: Language): ClosingWords {
  const { screening, thanks } = questionnaire.definition;
  const known = { ...response.answers, ...response.computed };
  const say = wordingFor({ questionnaire, mode: response.mode, language, known });
  const ended = screening.find(({ id }) => id === response.screening);
  return { screened: ended !== undefined, words: say(ended ? ended.text : thanks) };
}
