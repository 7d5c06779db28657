import type { Fault, Option, Screening } from '../types.js';
import { screenedBy } from './written.js';
import type { Written } from './written.js';

/** Every option of a district question stands for a district there is, or ends the interview. */
export function districtFaults(written: Written): Fault[] {
  const { residenceDistrict, serviceDistrict } = written.definition.profile;
  return [
    ...optionsFaults(written, residenceDistrict, ['outOfPopulation']),
    ...(serviceDistrict === undefined || serviceDistrict === residenceDistrict
      ? []
      : optionsFaults(written, serviceDistrict, ['outOfPopulation', 'notServiceUser'])),
  ];
}

function optionsFaults(written: Written, id: string, results: Screening['result'][]): Fault[] {
  const place = written.outline.placeOf.get(id);
  if (place?.question.type !== 'single') return [];
  const { options } = place.question;
  return options.flatMap((option, at) => {
    const path = `${place.path}/options/${at}`;
    if (option.district !== undefined) return knownFaults(written, option, path);
    const screening = screenedBy(written.definition, id, option.code);
    if (screening !== undefined && results.includes(screening.result)) return [];
    return [{ code: 'district.missing', path, params: { question: id, code: option.code } }];
  });
}

function knownFaults({ districts }: Written, { code, district = '' }: Option, path: string): Fault[] {
  if (districts === undefined || districts.includes(district)) return [];
  return [{ code: 'district.unknown', path, params: { code, district } }];
}
