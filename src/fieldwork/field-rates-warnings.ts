import { count } from '../reports/numbers.js';
import type { Reader } from '../reports/reader.js';
import type { FieldRates, Way } from './field-rates.js';
import { wayLabel } from './way-label.js';

/** What a reader must know before believing a rate: of whom nobody knows anything. */
export function warnings(rates: FieldRates, isOpen: boolean, { t }: Pick<Reader, 't'>): string[] {
  const says = (way: Way): string[] => {
    const words = { way: wayLabel(way, { t }), n: count(way.cases), unrecorded: count(way.unrecorded) };
    if (way.reach === 'open') return [t('fieldwork.rates.warning.open', words)];
    if (way.reach === 'unrecorded') return [t('fieldwork.rates.warning.unrecorded', words)];
    const some = way.unrecorded > 0 ? [t('fieldwork.rates.warning.partly', words)] : [];
    return way.reach === 'approached' ? [t('fieldwork.rates.warning.approached', words), ...some] : some;
  };
  const isBound = rates.ways.some(({ districts }) => districts.some(({ atMost }) => atMost));
  return [
    ...(isOpen && rates.ways.length > 0 ? [t('fieldwork.rates.warning.unfinished')] : []),
    ...rates.ways.flatMap(says),
    ...(isBound ? [t('fieldwork.rates.warning.districts')] : []),
  ];
}
