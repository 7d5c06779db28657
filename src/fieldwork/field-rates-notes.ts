import { count } from '../reports/numbers.js';
import type { Reader } from '../reports/reader.js';
import type { FieldRates, Way } from './field-rates.js';
import { wayLabel } from './way-label.js';

/** What a reader must know before believing a rate. */
export interface FieldNotes {
  /** Of those who were not interviewed something that should be on record is not. */
  warnings: string[];
  /** What is in the nature of how people are reached. */
  notes: string[];
  /** Why districts show less; empty where they do not. */
  district: string;
}

export function fieldNotes({ ways }: FieldRates, isOpen: boolean, { t }: Pick<Reader, 't'>): FieldNotes {
  const says = (name: string, way: Way): string =>
    t(`fieldwork.rates.note.${name}`, {
      way: wayLabel(way, { t }),
      n: count(way.cases),
      unrecorded: count(way.unrecorded),
    });
  const reached = (reach: Way['reach']) => ways.filter((way) => way.reach === reach);
  const recorded = [...reached('listed'), ...reached('approached')];
  return {
    warnings: [
      ...reached('unrecorded').map((way) => says('unrecorded', way)),
      ...recorded.filter(({ unrecorded }) => unrecorded > 0).map((way) => says('partly', way)),
    ],
    notes: [
      ...(isOpen && ways.length > 0 ? [t('fieldwork.rates.note.unfinished')] : []),
      ...reached('approached').map((way) => says('approached', way)),
      ...reached('open').map((way) => says('open', way)),
    ],
    district: recorded.some(({ elsewhere }) => elsewhere.cases > 0) ? t('fieldwork.rates.note.districts') : '',
  };
}
