import type { Answers } from '../../src/definition/types.js';

/** Somebody with a child at a school in the city: asked all of the survey `education`. */
export const parent: Answers = {
  consent: 1,
  sex: 2,
  age: 3,
  residence: 1,
  months: 1,
  staff: 2,
  edu_child: 1,
  edu_stage: 2,
  edu_district: 2,
};
