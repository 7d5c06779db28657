import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Language } from '../definition/types.js';

import type { Quota } from './quota.js';

export interface QuotaLine {
  id: string;
  /** The people it counts, in words. */
  whom: string;
  limit: number;
  taken: number;
  /** Whole per cent of the limit, 100 at most. */
  filled: number;
}

export interface QuotaTable {
  survey: string;
  title: string;
  lines: QuotaLine[];
}

/** The quotas of a wave as tables, one a survey, in the order of the wave. */
export function quotaTables(
  { quotas, taken }: { quotas: readonly Quota[]; taken: ReadonlyMap<string, number> },
  questionnaires: readonly Questionnaire[],
  { language, t }: { language: Language; t: (key: string, params?: Record<string, string | number>) => string },
): QuotaTable[] {
  return questionnaires.flatMap(({ definition, answerables }) => {
    const own = quotas.filter(({ survey }) => survey === definition.id);
    if (own.length === 0) return [];
    const home = answerables.get(definition.profile.residenceDistrict)?.question;
    const districts = home?.type === 'single' ? home.options : [];
    const district = (code: string) => {
      const option = districts.find((each) => each.district === code);
      return option ? textFor(option.label, language) : code;
    };
    const lines = own.map((quota) => ({
      id: quota.id,
      whom: [
        quota.district === undefined ? t('fieldwork.quota.everywhere') : district(quota.district),
        ...(quota.age === undefined ? [] : [quota.age]),
        ...(quota.sex === undefined ? [] : [t(`fieldwork.quota.sex.${quota.sex}`)]),
      ].join(' · '),
      limit: quota.limit,
      taken: taken.get(quota.id) ?? 0,
      filled: filledShare(taken.get(quota.id) ?? 0, quota.limit),
    }));
    return [{ survey: definition.id, title: textFor(definition.title, language), lines }];
  });
}

function filledShare(taken: number, limit: number): number {
  return limit === 0 ? 100 : Math.min(100, Math.floor((100 * taken) / limit));
}
