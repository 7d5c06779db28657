import type { Place } from '../outline.js';
import type { Fault, Profile, QuestionType } from '../types.js';
import { screenedBy } from './written.js';
import type { Written } from './written.js';

interface Role {
  role: string;
  question: string;
  path: string;
  type: QuestionType;
  /** Without it nobody can be counted: it must be answered by everybody. */
  isNeeded: boolean;
}

/** The questions that say who a person is: there, of the right type, answered by all, every code in one category. */
export function profileFaults(written: Written): Fault[] {
  const { profile } = written.definition;
  return [
    ...rolesOf(profile).flatMap((role) => roleFaults(role, written.outline.placeOf.get(role.question))),
    ...categoryFaults(written, 'sex'),
    ...categoryFaults(written, 'age'),
    ...bandFaults(profile.age.categories),
    ...consentFaults(written),
    ...lateFaults(written),
  ];
}

function rolesOf({ consent, sex, age, residenceDistrict, serviceDistrict }: Profile): Role[] {
  const district = { path: '/profile/residenceDistrict', type: 'single' as const };
  return [
    { role: 'consent', question: consent, path: '/profile/consent', type: 'consent', isNeeded: true },
    { role: 'sex', question: sex.question, path: '/profile/sex', type: 'single', isNeeded: false },
    { role: 'age', question: age.question, path: '/profile/age', type: 'single', isNeeded: true },
    { role: 'residenceDistrict', question: residenceDistrict, ...district, isNeeded: true },
    ...(serviceDistrict === undefined
      ? []
      : [
          {
            ...district,
            role: 'serviceDistrict',
            question: serviceDistrict,
            path: '/profile/serviceDistrict',
            isNeeded: false,
          },
        ]),
  ];
}

function roleFaults({ role, question, path, type, isNeeded }: Role, place: Place | undefined): Fault[] {
  if (place === undefined) return [{ code: 'profile.unknownQuestion', path, params: { role, question } }];
  if (place.question.type !== type) return [{ code: 'profile.wrongType', path, params: { role, question, type } }];
  const { missing, optional, when } = place.question;
  const mayBeAbsent = missing !== undefined || optional === true || (when ?? place.page.when) !== undefined;
  return isNeeded && mayBeAbsent ? [{ code: 'profile.mayBeMissing', path, params: { role, question } }] : [];
}

function categoryFaults({ definition, outline }: Written, role: 'sex' | 'age'): Fault[] {
  const { question: id, categories } = definition.profile[role];
  const path = `/profile/${role}/categories`;
  const question = outline.placeOf.get(id)?.question;
  if (question?.type !== 'single') return [];
  const options = question.options.map(({ code }) => code);
  const codes = Object.values(categories).flat();
  const stray = [...new Set(codes)].filter((code) => !options.includes(code));
  const twice = [...new Set(codes.filter((code, at) => codes.indexOf(code) < at))];
  const left = options.filter(
    (code) => !codes.includes(code) && screenedBy(definition, id, code)?.result !== 'outOfPopulation',
  );
  return [
    ...stray.map((code) => ({ code: 'profile.unknownCode', path, params: { role, code } })),
    ...twice.map((code) => ({ code: 'profile.codeTwice', path, params: { role, code } })),
    ...left.map((code) => ({ code: 'profile.uncategorised', path, params: { role, code } })),
  ];
}

/** Nobody is asked anything before having agreed, nor has to answer anything in order to decline. */
function consentFaults({ definition: { profile }, outline }: Written): Fault[] {
  const consent = outline.placeOf.get(profile.consent);
  if (consent?.question.type !== 'consent') return [];
  const beside = outline.questions.find(
    ({ question, pageAt }) => question.type !== 'note' && question !== consent.question && pageAt <= consent.pageAt,
  );
  const params = { question: profile.consent, other: beside?.question.id ?? '' };
  return beside === undefined ? [] : [{ code: 'profile.consentNotFirst', path: '/profile/consent', params }];
}

/** Whoever breaks off among the ratings is somebody already. */
function lateFaults({ definition: { profile, index }, outline }: Written): Fault[] {
  const items = index.dimensions.flatMap((dimension) => dimension.items.map(({ item }) => item));
  const first = Math.min(...items.map((item) => outline.placeOf.get(item)?.pageAt ?? Infinity));
  return rolesOf(profile)
    .filter(({ role, question }) => role !== 'serviceDistrict' && (outline.placeOf.get(question)?.pageAt ?? -1) > first)
    .map(({ role, question, path }) => ({ code: 'profile.late', path, params: { role, question } }));
}

/** Bands of age from the lower end to the upper one, none within another. */
function bandFaults(categories: Record<string, number[]>): Fault[] {
  const bands = Object.keys(categories).map((band) => ({ band, ...endsOf(band) }));
  return bands.flatMap(({ band, from, to }, at) => {
    const isCrossed = bands.slice(0, at).some((other) => from <= other.to && other.from <= to);
    if (from <= to && !isCrossed) return [];
    return [{ code: 'profile.ageBand', path: `/profile/age/categories/${band}`, params: { band } }];
  });
}

function endsOf(band: string): { from: number; to: number } {
  const [from, to] = band.replace('+', '').split('-').map(Number);
  return { from: from ?? 0, to: to ?? (band.endsWith('+') ? Infinity : (from ?? 0)) };
}
