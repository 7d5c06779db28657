import type { Fault, Option } from './types.js';

/** Codes and words by which a stated non-answer is known: as an option they would count as an answer. */
const missingCodes = new Set([97, 98, 99, 997, 998, 999]);
const missingLabels = new Set(
  [
    '不知道',
    '不清楚',
    '不了解',
    '说不清',
    '不确定',
    '拒答',
    '拒绝回答',
    '不愿回答',
    '不想说',
    '不适用',
    '未使用',
    '不了解/未使用',
  ].concat([
    "don't know",
    'do not know',
    'not sure',
    'refused',
    'prefer not to say',
    'not applicable',
    'not used',
    'dk',
    'n/a',
  ]),
);

export function optionFaults(options: Option[], path: string): Fault[] {
  return options.flatMap((option, position) => {
    const at = `${path}/options/${position}`;
    const before = options.slice(0, position);
    return [...duplicateFaults(option, before, at), ...missingFaults(option, at)];
  });
}

/** Only where several options can be ticked does one exclude the others. */
export function exclusiveFaults(options: Option[], path: string): Fault[] {
  return options.flatMap(({ code, exclusive }, at) =>
    exclusive === true
      ? [{ code: 'option.exclusiveNotMultiple', path: `${path}/options/${at}/exclusive`, params: { code } }]
      : [],
  );
}

function duplicateFaults(option: Option, before: Option[], at: string): Fault[] {
  const { code, label, district } = option;
  const words = Object.entries(label);
  const sameLabel = before.some((other) =>
    words.some(([language, text]) => Object.entries(other.label).some(([l, t]) => l === language && t === text)),
  );
  const faults: Fault[] = [];
  if (before.some((other) => other.code === code))
    faults.push({ code: 'option.duplicateCode', path: at, params: { code } });
  if (sameLabel) faults.push({ code: 'option.duplicateLabel', path: at, params: { code } });
  if (district !== undefined && before.some((other) => other.district === district)) {
    faults.push({ code: 'option.duplicateDistrict', path: at, params: { code, district } });
  }
  return faults;
}

function missingFaults({ code, label }: Option, at: string): Fault[] {
  const word = Object.values(label).find((text) => missingLabels.has(text.trim().toLowerCase().replace('’', "'")));
  const faults: Fault[] = [];
  if (missingCodes.has(code)) faults.push({ code: 'option.missingCode', path: at, params: { code } });
  if (word !== undefined) faults.push({ code: 'option.missingLabel', path: at, params: { code, label: word } });
  return faults;
}
