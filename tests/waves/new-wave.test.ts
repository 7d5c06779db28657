import { describe, expect, it } from '@jest/globals';
import { surveysOf } from '../../src/definition/surveys.js';
import { loadPlaceFacts } from '../../src/waves/load.js';
import { askable, newWave, startOfDay, type WaveForm } from '../../src/waves/new-wave.js';
import { overlapping, stateOf } from '../../src/waves/wave-list.js';
import { questionnaire, realSurveys, sampleWave } from '../reports/sample-wave.js';

const places = loadPlaceFacts();
const form: WaveForm = {
  id: '2026-q4',
  titleZh: '四季度',
  titleEn: 'Q4',
  opensOn: '2026-10-01',
  closesOn: '2026-12-31',
  surveys: ['education', 'finance'],
  sources: ['phone-list', 'open-link'],
};

const made = (changes: Partial<WaveForm>) => newWave({ ...form, ...changes }, realSurveys(), places);
const faults = (changes: Partial<WaveForm>) => {
  const result = made(changes);
  return 'faults' in result ? result.faults.map(({ code, path }) => `${path}: ${code}`) : [];
};

describe('a new wave', () => {
  it('lasts from midnight of its first day to midnight after its last, in Shanghai', () => {
    expect(made({})).toMatchObject({
      wave: { opensAt: new Date('2026-09-30T16:00:00Z'), closesAt: new Date('2026-12-31T16:00:00Z') },
    });
  });

  it('is real and takes the default method, its modes from its sources, and the districts of the places file', () => {
    const result = made({});
    expect(result).toMatchObject({
      wave: {
        kind: 'real',
        modes: ['phone', 'online'],
        surveys: [
          { id: 'education', version: 1 },
          { id: 'finance', version: 1 },
        ],
        districts: ['330602', '330603', '330604', '330681', '330683', '330624'],
        method: {
          version: 'v1',
          satisfiedFrom: 8,
          sectorWeights: { education: 0.5, finance: 0.5 },
          floors: { ranked: 100, shown: 30 },
          confidence: 0.95,
        },
      },
    });
  });

  it('names everything that is wrong at once', () => {
    const wrong = {
      id: 'Q4 2026',
      titleZh: ' ',
      titleEn: '',
      opensOn: '2026-02-30',
      closesOn: 'soon',
      surveys: ['none'],
      sources: [],
    };
    expect(faults(wrong)).toEqual([
      'id: wave.id',
      'titleZh: wave.titleZh',
      'titleEn: wave.titleEn',
      'opensOn: wave.opensOn',
      'closesOn: wave.closesOn',
      'surveys: wave.noSurvey',
      'sources: wave.noSource',
    ]);
  });

  it('cannot take the address of the form itself', () => {
    expect(faults({ id: 'new' })).toEqual(['id: wave.id']);
  });

  it('may last a day but not end before it opens', () => {
    expect(faults({ closesOn: '2026-10-01' })).toEqual([]);
    expect(faults({ closesOn: '2026-09-30' })).toEqual(['closesOn: wave.closesBeforeItOpens']);
  });

  it('asks one population only', () => {
    const finance = questionnaire('finance');
    const visitors = { ...finance, definition: { ...finance.definition, population: 'visitors' as const } };
    const result = newWave(form, surveysOf([questionnaire('education'), visitors]), places);
    expect(result).toEqual({ faults: [{ code: 'wave.populationsDiffer', path: 'surveys', params: {} }] });
  });

  it('refuses an age band across the bounds of the population margins: all in it would be weighted as the younger ones', () => {
    const finance = questionnaire('finance');
    const age = { ...finance.definition.profile.age, categories: { '18-44': [2, 3], '45+': [4, 5] } };
    const definition = { ...finance.definition, profile: { ...finance.definition.profile, age } };
    const result = newWave({ ...form, surveys: ['finance'] }, surveysOf([{ ...finance, definition }]), places);
    const params = { survey: 'finance', band: '45+', margins: '18-59、60+' };
    expect(result).toEqual({ faults: [{ code: 'wave.ageBand', path: 'surveys', params }] });
  });

  it('refuses a satisfaction question on another scale than 1 to 10: nobody would count as satisfied, without a word', () => {
    const finance = questionnaire('finance');
    const ten = finance.definition.index.scale;
    const scales = { ...finance.definition.scales, five: { ...finance.definition.scales[ten]!, max: 5 } };
    const pages = finance.definition.pages.map((page) => ({
      ...page,
      questions: page.questions.map((question) =>
        question.id === finance.definition.index.satisfaction ? { ...question, scale: 'five' } : question,
      ),
    }));
    const definition = { ...finance.definition, scales, pages };
    const result = newWave({ ...form, surveys: ['finance'] }, surveysOf([{ ...finance, definition }]), places);
    const params = { survey: 'finance', question: 'fin_satisfaction', satisfiedFrom: 8 };
    expect(result).toEqual({ faults: [{ code: 'wave.satisfiedScale', path: 'surveys', params }] });
  });

  it('can ask published surveys only', () => {
    const { definition, ...rest } = questionnaire('finance');
    const draft = { ...rest, definition: { ...definition, version: 2, status: 'draft' as const } };
    expect(askable(surveysOf([questionnaire('finance'), draft]))).toEqual([]);
    expect(askable(surveysOf([questionnaire('finance')])).map(({ id }) => id)).toEqual(['finance']);
  });
});

describe('a wave that asks several surveys in one interview', () => {
  it('says how many each person is asked at most; one that does not says nothing', () => {
    expect(made({ surveysPerPerson: '2' })).toMatchObject({ wave: { combined: { surveysPerPerson: 2 } } });
    expect(made({ surveysPerPerson: '' })).not.toHaveProperty('wave.combined');
    expect(made({})).not.toHaveProperty('wave.combined');
  });

  it('asks at least two surveys, and not more of a person than there are', () => {
    expect(faults({ surveysPerPerson: '1', surveys: ['finance'] })).toEqual(['surveysPerPerson: wave.combinedOne']);
    const wrong = ['0', '3', '-1', '1.5', 'two'].map((surveysPerPerson) => faults({ surveysPerPerson }));
    expect(wrong).toEqual(wrong.map(() => ['surveysPerPerson: wave.surveysPerPerson']));
  });

  it('is told which question keeps its surveys apart', () => {
    const finance = questionnaire('finance');
    const pages = finance.definition.pages.map((page) => ({
      ...page,
      questions: page.questions.map((each) => (each.id === 'age' ? { ...each, missing: ['refused' as const] } : each)),
    }));
    const other = { ...finance, definition: { ...finance.definition, pages } };
    const result = newWave({ ...form, surveysPerPerson: '2' }, surveysOf([questionnaire('education'), other]), places);
    expect(result).toEqual({
      faults: [
        {
          code: 'wave.door.question',
          path: 'surveysPerPerson',
          params: { survey: 'finance', question: 'age', other: 'education' },
        },
      ],
    });
  });
});

describe('a day', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-10-01T00:00'])(
    'that is no day (%s) has no beginning',
    (date) => {
      expect(startOfDay(date)).toBeUndefined();
    },
  );

  it('of a leap year begins at midnight in Shanghai', () => {
    expect(startOfDay('2028-02-29')).toEqual(new Date('2028-02-28T16:00:00Z'));
  });
});

describe('the state of a wave', () => {
  const wave = sampleWave();
  it.each([
    ['planned', wave.opensAt.getTime() - 1],
    ['open', wave.opensAt.getTime()],
    ['open', wave.closesAt.getTime() - 1],
    ['closed', wave.closesAt.getTime()],
  ])('is %s at %i', (state, time) => {
    expect(stateOf(wave, new Date(time))).toBe(state);
  });
});

describe('waves in each other’s way', () => {
  const wave = sampleWave();
  it('ask the same survey at the same moment; one may begin when the other ends', () => {
    const next = sampleWave({ id: 'next', opensAt: wave.closesAt, closesAt: new Date('2027-01-01T00:00:00Z') });
    const within = sampleWave({ id: 'within', opensAt: new Date(wave.closesAt.getTime() - 1) });
    const elsewhere = sampleWave({ id: 'elsewhere', surveys: [{ id: 'transport', version: 1 }] });
    expect(overlapping(wave, [next, within, elsewhere]).map(({ id }) => id)).toEqual(['within']);
  });
});
