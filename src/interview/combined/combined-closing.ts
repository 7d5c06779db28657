import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Language } from '../../definition/types.js';
import type { Response } from '../../responses/response.js';
import { closingWords } from '../closing-words.js';

/** How an interview of several surveys is closed. */
export interface CombinedClosing {
  kind: 'thanks' | 'unfinished' | 'screened' | 'noneUsed' | 'quotaFull';
  /** The screening's words where the door ended the interview. */
  words: string;
  /** What was kept of a person in the population, survey by survey. */
  receipts: { questionnaire: Questionnaire; receipt: string; remark: '' | 'screened' | 'unfinished' }[];
}

interface Part {
  questionnaire: Questionnaire;
  response: Response;
}

export function combinedClosing(parts: readonly Part[], language: Language): CombinedClosing {
  const kind = kindOf(parts.map(({ response }) => response.result));
  const [first] = parts;
  const kept = parts.filter(({ response }) => response.result !== 'outOfPopulation');
  return {
    kind,
    words: first && kind === 'screened' ? closingWords(first.questionnaire, first.response, language).words : '',
    receipts: kept.map(({ questionnaire, response: { receipt, result } }) => ({
      questionnaire,
      receipt,
      remark: result === 'notServiceUser' ? 'screened' : isUnfinished(result) ? 'unfinished' : '',
    })),
  };
}

function kindOf(results: Response['result'][]): CombinedClosing['kind'] {
  const asked = results.filter((result) => result !== 'outOfPopulation' && result !== 'notServiceUser');
  if (asked.some(isUnfinished)) return 'unfinished';
  if (asked.length > 0) return asked.every((result) => result === 'quotaFull') ? 'quotaFull' : 'thanks';
  return results.includes('notServiceUser') || results.length > 1 ? 'noneUsed' : 'screened';
}

function isUnfinished(result: Response['result']): boolean {
  return result === 'partial' || result === 'breakOff';
}
