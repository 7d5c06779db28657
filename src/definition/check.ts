import { checkFaults } from './checks/check-faults.js';
import { districtFaults } from './checks/district-faults.js';
import { idFaults } from './checks/id-faults.js';
import { indexFaults } from './checks/index-faults.js';
import { orderFaults } from './checks/order-faults.js';
import { pipeFaults } from './checks/pipe-faults.js';
import { previousFaults } from './checks/previous-faults.js';
import { profileFaults } from './checks/profile-faults.js';
import { questionFaults } from './checks/question-faults.js';
import { reachFaults } from './checks/reach-faults.js';
import { ruleFaults } from './checks/rule-faults.js';
import { screeningFaults } from './checks/screening-faults.js';
import { mostTries } from './checks/some-answers.js';
import { textFaults } from './checks/text-faults.js';
import type { Written } from './checks/written.js';
import { outlineOf } from './outline.js';
import type { Definition, Fault } from './types.js';

const checks: ((written: Written) => Fault[])[] = [
  idFaults,
  textFaults,
  pipeFaults,
  questionFaults,
  ruleFaults,
  orderFaults,
  reachFaults,
  checkFaults,
  screeningFaults,
  profileFaults,
  districtFaults,
  indexFaults,
  previousFaults,
];

/** Every fault of meaning in a definition whose shape is right; `places` tells the districts there are. */
export function checkDefinition(definition: Definition, places?: { districts: string[] }): Fault[] {
  const written: Written = {
    definition,
    outline: outlineOf(definition),
    tries: { left: mostTries },
    ...(places && { districts: places.districts }),
  };
  return checks.flatMap((check) => check(written));
}
