import { describe, expect, it } from '@jest/globals';
import { relevantAnswers, route } from '../../src/answers/relevant.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { doorAnswers } from '../../src/definition/door/door-answers.js';
import { doorFaults } from '../../src/definition/door/door-faults.js';
import { doorId, doorSurveys, isDoor } from '../../src/definition/door/door-id.js';
import { doorNames } from '../../src/definition/door/door-names.js';
import { doorOf, type DoorWords } from '../../src/definition/door/door.js';
import { renamed } from '../../src/definition/door/renamed.js';
import { surveysWithDoors } from '../../src/definition/door/surveys-with-doors.js';
import type { Answers, Definition, Question } from '../../src/definition/types.js';
import { questionnaire, realSurveys, sha256 } from '../reports/sample-wave.js';

const both = (text: string) => ({ 'zh-CN': text, en: text });
const words: DoorWords = { title: both('门'), intro: both('引'), notice: both('说明'), thanks: both('谢') };
const ids = ['education', 'transport', 'elderly-care', 'finance'];
const four = ids.map(questionnaire);
const definitions = four.map(({ definition }) => definition);
const door = doorOf(four, words, sha256);
const person: Answers = {
  consent: 1,
  sex: 2,
  age: 3,
  residence: 2,
  months: 1,
  ...Object.fromEntries(ids.map((id) => [`${id}__staff`, 2])),
};
const asked = (answers: Answers) =>
  route(door, answers).pages.map(
    ({ page, questions }) => `${page.id}: ${questions.map((each) => each.question.id).join(' ')}`,
  );

/** The finance survey with one change. */
function changed(change: (definition: Definition) => void): Definition {
  const copy = JSON.parse(JSON.stringify(questionnaire('finance').definition)) as Definition;
  change(copy);
  return copy;
}

function questionOf(definition: Definition, id: string): Question {
  return definition.pages.flatMap(({ questions }) => questions).find((each) => each.id === id)!;
}

describe('the door to the four surveys', () => {
  it('asks consent and profile once, whom each survey excludes on one page, then what each survey screens users by', () => {
    expect(asked({ ...person, edu_child: 1, eld_who: 1 })).toEqual([
      'consent: __notice consent',
      'about: sex age residence months',
      '__beside: education__staff transport__staff elderly-care__staff finance__staff',
      'education__use: edu_child',
      'education__school: edu_stage edu_district',
      'transport__use: tra_used',
      'elderly-care__use: eld_who',
      'elderly-care__services: eld_services',
      'finance__use: fin_used',
    ]);
  });

  it('explains the whole interview at the question of consent, not one of its surveys', () => {
    expect(door.answerables.get('__notice')).toBeUndefined();
    expect(door.definition.pages[0]!.questions[0]).toEqual({ id: '__notice', type: 'note', text: words.notice });
  });

  it.each([
    ['declined', { consent: 2 }, 1],
    ['minor', { ...person, age: 1 }, 2],
    ['notResident', { ...person, months: 2 }, 2],
  ])('ends there for whoever is out of the population of all surveys: %s', (screening, answers, pages) => {
    expect(route(door, answers as Answers).ended?.id).toBe(screening);
    expect(asked(answers as Answers)).toHaveLength(pages);
  });

  it('goes on for somebody who works for one agency that is assessed: the other surveys may still ask', () => {
    expect(route(door, { ...person, education__staff: 1 }).ended).toBeUndefined();
  });

  it('tells each survey under its own ids what it screens by, whole pages at a time', () => {
    const given = { ...person, finance__staff: 1, edu_child: 2, fin_used: [1, 2] };
    const names = doorNames(definitions);
    const said = doorAnswers(questionnaire('finance').definition, names.get('finance')!, given);
    expect(Object.fromEntries(said)).toEqual({
      consent: { consent: 1 },
      about: { sex: 2, age: 3, residence: 2, months: 1, staff: 1 },
      use: { fin_used: [1, 2] },
    });
    const answers = Object.assign({}, ...said.values()) as Answers;
    expect(route(questionnaire('finance'), answers).ended?.id).toBe('staff');
    expect(relevantAnswers(questionnaire('finance'), answers)).not.toHaveProperty('fin_used');
  });

  it('is the same for the same surveys, with a hash of its own', () => {
    expect(doorOf(four, words, sha256)).toEqual(door);
    expect(doorOf(four.slice(1), words, sha256).hash).not.toBe(door.hash);
  });

  it('has an id that names its surveys with their versions', () => {
    const id = doorId([
      { id: 'elderly-care', version: 1 },
      { id: 'finance', version: 12 },
    ]);
    expect(doorSurveys(id)).toEqual([
      { id: 'elderly-care', version: 1 },
      { id: 'finance', version: 12 },
    ]);
    expect([isDoor(id), isDoor('finance'), doorSurveys('finance')]).toEqual([true, false, []]);
  });

  it('is found among the surveys by its id, and only if all its surveys are at hand', () => {
    const surveys = surveysWithDoors(realSurveys(), words, sha256);
    expect(surveys.get(door.definition.id, 1)).toEqual(door);
    expect(surveys.get(door.definition.id, 1)).toBe(surveys.get(door.definition.id, 1));
    expect(surveys.get('@finance:1+nothing:1', 1)).toBeUndefined();
    expect(surveys.get('@', 1)).toBeUndefined();
    expect(surveys.get('finance', 1)).toBe(questionnaire('finance'));
    expect(surveys.all).toBe(realSurveys().all);
  });
});

describe('surveys with one door', () => {
  it('are the four surveys as they are', () => {
    expect(doorFaults(definitions)).toEqual([]);
  });

  it('are told which question of the profile differs between which of them', () => {
    const other = changed((definition) => {
      const age = questionOf(definition, 'age');
      if (age.type === 'single') age.options[0]!.label.en = 'Below 18';
    });
    expect(doorFaults([definitions[0]!, other])).toEqual([
      { code: 'door.question', path: 'finance', params: { survey: 'finance', question: 'age', other: 'education' } },
    ]);
  });

  it('are told where the same codes are read differently, or another consent was given', () => {
    const codes = changed(({ profile }) => (profile.age.categories = { '18-59': [2, 3, 4], '60+': [5] }));
    const consent = changed((definition) => (definition.consentVersion = 'residents-2'));
    expect(doorFaults([definitions[0]!, codes]).map(({ code }) => code)).toEqual(['door.profile']);
    expect(doorFaults([definitions[0]!, consent]).map(({ code }) => code)).toEqual(['door.consent']);
  });

  it('are told of a rating that would have to be given at the door', () => {
    const late = changed(({ screening }) => {
      screening.at(-1)!.when = { equal: [{ answer: 'fin_a1' }, 1] };
    });
    expect(doorFaults([definitions[0]!, late]).map(({ params }) => params['question'])).toEqual([
      'fin_satisfaction',
      'fin_a',
    ]);
  });
});

describe('names of a survey’s own', () => {
  const names = new Map([['staff', 'finance__staff']]);

  it('reach rules, checks and texts, and nothing that only looks like an id', () => {
    const question: Question = {
      id: 'firm',
      type: 'single',
      text: both('{{ staff | 无}}?'),
      missing: ['refused'],
      when: {
        or: [
          { equal: [{ answer: 'staff' }, 'staff'] },
          { selected: ['staff', 1] },
          { missing: ['staff', ['refused']] },
          { greater: [{ count: ['staff', 'age'] }, 0] },
        ],
      },
      options: [{ code: 1, label: both('staff') }],
    };
    expect(renamed(question, names)).toEqual({
      ...question,
      text: both('{{ finance__staff | 无}}?'),
      when: {
        or: [
          { equal: [{ answer: 'finance__staff' }, 'staff'] },
          { selected: ['finance__staff', 1] },
          { missing: ['finance__staff', ['refused']] },
          { greater: [{ count: ['finance__staff', 'age'] }, 0] },
        ],
      },
    });
  });

  it('are given to questions that look at a question of such a name, and to computed values', () => {
    const add = (definition: Definition, share: number) => {
      definition.computed = [{ id: 'worker', label: both('w'), value: { add: [{ answer: 'staff' }, share] } }];
      definition.pages[2]!.when = { greater: [{ answer: 'worker' }, 1] };
    };
    const one = changed((definition) => add(definition, 0));
    const other = changed((definition) => {
      definition.id = 'bank';
      questionOf(definition, 'staff').text = both('?');
      add(definition, 1);
    });
    const made = doorOf(
      [one, other].map((each) => compileDefinition(each, sha256)),
      words,
      sha256,
    );
    expect(made.definition.computed?.map(({ id }) => id)).toEqual(['finance__worker', 'bank__worker']);
    expect(made.definition.pages.map(({ id, when }) => [id, when])).toContainEqual([
      'bank__use',
      { greater: [{ answer: 'bank__worker' }, 1] },
    ]);
    const given = { ...person, finance__staff: 1, bank__staff: 1 };
    expect(route(made, given).pages.map(({ page }) => page.id)).toEqual(['consent', 'about', '__beside', 'bank__use']);
  });
});
