import { todayId } from '../days.js';
import { idsBehind } from '../outline.js';
import { declined } from '../question-types/consent.js';
import { ruleReferences } from '../rules.js';
import type { Fault, Screening } from '../types.js';
import { screenedBy } from './written.js';
import type { Written } from './written.js';

/** Whoever declines is let go; nobody else is before sex, age and residence are known. */
export function screeningFaults(written: Written): Fault[] {
  const { definition } = written;
  const { consent } = definition.profile;
  const isLetGo = screenedBy(definition, consent, declined)?.result === 'outOfPopulation';
  return [
    ...(isLetGo ? [] : [{ code: 'screening.declineGoesOn', path: '/screening', params: { question: consent } }]),
    ...definition.screening.flatMap((screening, at) => [
      ...computedFaults(written, screening, `/screening/${at}`),
      ...orderFaults(written, screening, `/screening/${at}`),
    ]),
  ];
}

/** A computed value may be known before its questions are asked: nobody is let go by it. */
function computedFaults({ outline }: Written, { id, when }: Screening, path: string): Fault[] {
  const computed = ruleReferences(when).filter((reference) => outline.computedOf.has(reference));
  return computed.map((one) => ({ code: 'screening.computed', path, params: { screening: id, computed: one } }));
}

function orderFaults({ definition: { profile }, outline }: Written, { id, when }: Screening, path: string): Fault[] {
  const references = idsBehind(ruleReferences(when), outline.computedOf).filter((reference) => reference !== todayId);
  if (references.length > 0 && references.every((question) => question === profile.consent)) return [];
  const pages = references.map((question) => outline.placeOf.get(question)?.pageAt ?? Infinity);
  const earliest = Math.min(...(pages.length === 0 ? [0] : pages));
  const wanted = [profile.sex.question, profile.age.question, profile.residenceDistrict];
  const late = wanted.filter((question) => (outline.placeOf.get(question)?.pageAt ?? -1) > earliest);
  return late.map((question) => ({
    code: 'screening.beforeProfile',
    path,
    params: { screening: id, question },
  }));
}
