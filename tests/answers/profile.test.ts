import { describe, expect, test } from '@jest/globals';
import { profileOf } from '../../src/answers/profile.js';
import type { Answers } from '../../src/definition/types.js';
import { fixture, survey } from '../definition/fixtures.js';
import { parent } from './parent.js';

const begun: Answers = { consent: 1, sex: 2, age: 3, home: 1 };

describe('who a person is', () => {
  test('categories and districts come from the definition', () => {
    const father: Answers = { ...parent, sex: 1, age: 5, residence: 5, edu_district: 6 };
    expect(profileOf(survey('education'), father)).toEqual({
      sex: 'male',
      age: '60+',
      residence: '330683',
      service: '330624',
      serviceFoundBy: 'answer',
    });
  });

  test('where no service district is asked for, it is where the person lives', () => {
    expect(profileOf(fixture('consent'), begun)).toMatchObject({ service: '330602', serviceFoundBy: 'residence' });
  });

  test('so it is where the person does not know', () => {
    const answers: Answers = { ...begun, home: 2, used: 1, place: { missing: 'dontKnow' } };
    expect(profileOf(fixture('service-district'), answers)).toMatchObject({
      service: '330603',
      serviceFoundBy: 'residence',
    });
    expect(profileOf(fixture('service-district'), { ...answers, place: 1 })).toMatchObject({
      service: '330602',
      serviceFoundBy: 'answer',
    });
  });

  test('whoever does not use the service has a home and no service district', () => {
    expect(profileOf(fixture('service-district'), { ...begun, used: 2, place: 1 })).toEqual({
      sex: 'female',
      age: '60+',
      residence: '330602',
    });
  });

  test('what was refused, lies elsewhere or was not asked is left out', () => {
    expect(profileOf(fixture('consent'), { ...begun, sex: { missing: 'refused' }, age: 1, home: 3 })).toEqual({});
    expect(profileOf(fixture('consent'), { consent: 2, sex: 1, age: 2, home: 1 })).toEqual({});
  });
});
