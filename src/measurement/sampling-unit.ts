import type { Response } from '../responses/response.js';

type Unit = Pick<Response, 'mode' | 'site' | 'enumerator' | 'localDate' | 'respondentId'>;

/**
 * Who was approached together: the site on site, else the enumerator's day, else the person.
 *
 * @param mode of the response; site and enumerator as recorded, localDate in Asia/Shanghai
 * @returns a label, unique within its stratum; two responses of one interview share it
 * @example psuLabel({ mode: 'phone', enumerator: 'e7', localDate: '2026-03-02', respondentId: 'r1' }) // 'day e7 2026-03-02'
 */
export function psuLabel({ mode, site, enumerator, localDate, respondentId }: Unit): string {
  if (mode === 'onsite' && site) return `site ${site}`;
  if (enumerator) return `day ${enumerator} ${localDate}`;
  return `person ${respondentId}`;
}

/**
 * Sample source with its own stratum.
 *
 * @param stratum '' where the source has none of its own
 * @returns a label, unique within the wave
 * @example stratumLabel({ sampleSource: 'phone', stratum: '' }) // 'phone'
 */
export function stratumLabel({ sampleSource, stratum }: Pick<Response, 'sampleSource' | 'stratum'>): string {
  return stratum === '' ? sampleSource : `${sampleSource} ${stratum}`;
}
