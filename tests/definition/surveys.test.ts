import { describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../src/definition/check.js';
import { definitionOf, survey } from './fixtures.js';

const districts = ['330602', '330603', '330604', '330681', '330683', '330624'];
const surveys: Record<string, { weights: number[]; items: number }> = {
  education: { weights: [0.25, 0.2, 0.2, 0.15, 0.2], items: 14 },
  transport: { weights: [0.25, 0.25, 0.2, 0.15, 0.15], items: 14 },
  'elderly-care': { weights: [0.2, 0.25, 0.15, 0.15, 0.1, 0.05, 0.1], items: 15 },
  finance: { weights: [0.2, 0.2, 0.2, 0.15, 0.15, 0.1], items: 13 },
};

describe.each(Object.keys(surveys))('the survey %s', (id) => {
  const definition = definitionOf(`schemas/surveys/${id}.v1.json`);

  test('has no fault of meaning', () => {
    expect(checkDefinition(definition, { districts })).toEqual([]);
  });

  test('weighs its dimensions as decided', () => {
    expect(definition.index.dimensions.map(({ weight }) => weight)).toEqual(surveys[id]?.weights);
    expect(survey(id).indexItems).toHaveLength(surveys[id]?.items ?? 0);
  });

  test('offers all six districts as home and as place of the service', () => {
    const { residenceDistrict, serviceDistrict = '' } = definition.profile;
    const offered = [residenceDistrict, serviceDistrict].map((question) => {
      const asked = survey(id).answerables.get(question)?.question;
      return asked?.type === 'single' ? asked.options.flatMap(({ district }) => district ?? []) : [];
    });
    expect(offered).toEqual([districts, districts]);
  });

  test('asks for overall satisfaction before the items', () => {
    const ids = [...survey(id).answerables.keys()];
    const [first = ''] = survey(id).indexItems;
    expect(ids.indexOf(definition.index.satisfaction)).toBeLessThan(ids.indexOf(first));
  });

  test('writes Chinese with Chinese punctuation', () => {
    const chinese = [...JSON.stringify(definition).matchAll(/"zh-CN":"([^"]*)"/g)].map(([, text]) => text ?? '');
    expect(chinese.filter((text) => /[,;:?!()]/.test(text))).toEqual([]);
  });
});
