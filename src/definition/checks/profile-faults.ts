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
