import { count, fixed } from './numbers.js';
import type { ChangeContext } from './since.js';
import type { Fact } from './table.js';
import { periodOf } from './wave-head.js';

/** What a change was made from: both waves with their data, the joined design, what was tested. */
export function changeFacts({ measured, earlier, change, reader }: ChangeContext): Fact[] {
  const { t, text } = reader;
  const fact = (name: string, value: string, note?: string): Fact => ({
    label: t(`reports.changeFact.${name}`),
    value,
    ...(note === undefined ? {} : { note }),
  });
  const { psus, shared, strata, df } = change.design;
  const revision = (id: string) => t('reports.changeFact.revision', { revision: id });
  const margins = [earlier, measured].map(({ measurement }) => measurement.marginVersion);
  return [
    fact('earlier', `${text(earlier.wave.title)} (${earlier.wave.id})`, periodOf(earlier.wave, reader)),
    fact('earlierData', revision(earlier.revision.id)),
    fact('laterData', revision(measured.revision.id)),
    fact('method', earlier.measurement.methodVersion, t('reports.changeFact.methodNote')),
    fact('margins', [...new Set(margins)].join(' → ')),
    fact('psus', count(psus), t('reports.changeFact.psusNote', { shared: count(shared) })),
    fact('strata', count(strata), t('reports.changeFact.strataNote')),
    fact('df', count(df), t('reports.changeFact.dfNote')),
    fact('confidence', `${fixed(100 * change.confidence, 0)}%`),
  ];
}
