import type { Plan } from './fieldwork.js';

/** Adults of the districts relative to the city, as `cityOf` makes them. */
const sizes = [14, 12, 10, 9, 8, 7].map((persons) => persons / 60);

/** So many interviews a survey in the whole city by mode; by phone and online districts come in as large as they are. */
function interviewsOf(phone: number, onsite: number, online: number): Plan['interviews'] {
  return {
    phone: sizes.map((size) => phone * size),
    onsite: sizes.map(() => onsite / sizes.length),
    online: sizes.map((size) => online * size),
  };
}

/** Everybody answers alike in every mode; older people are met less by phone and far less online, whatever they think. */
export const fairPlan: Plan = {
  interviews: interviewsOf(840, 300, 240),
  reach: { phone: { younger: 1, older: 0.6 }, onsite: { younger: 1, older: 1 }, online: { younger: 1, older: 0.25 } },
  listOnly: false,
  modeEffect: { phone: 0, onsite: 0, online: 0 },
  skipped: 0.06,
  sitesDrawn: 10,
  perPhoneDay: 16,
};

/** The same with three sites a district: few clusters, each of many people. */
export const fewSitesPlan: Plan = { ...fairPlan, sitesDrawn: 3, interviews: interviewsOf(540, 600, 240) };

const badlyCovered: Plan = {
  ...fairPlan,
  reach: { phone: { younger: 1, older: 0.15 }, onsite: { younger: 1, older: 1 }, online: { younger: 1, older: 0.1 } },
};

/** Older people are rarely reached by phone: by phone alone, in three modes, and with on-site interviews in the lead. */
export const coveragePlans = {
  phone: { ...badlyCovered, interviews: interviewsOf(1380, 0, 0) },
  modes: badlyCovered,
  onsite: { ...badlyCovered, interviews: interviewsOf(420, 720, 240) },
};

const perDistrict = 800;
const phoneShares = [0.85, 0.7, 0.6, 0.5, 0.4, 0.25];

/** People rate higher when somebody asks them; districts are asked in very different mixes of modes, or all in the same. */
export const modePlans = {
  uneven: mixed(phoneShares),
  even: mixed(phoneShares.map(() => 0.55)),
};

function mixed(phone: readonly number[]): Plan {
  const rest = phone.map((share) => (perDistrict * (1 - share)) / 2);
  return {
    ...fairPlan,
    interviews: { phone: phone.map((share) => perDistrict * share), onsite: rest, online: rest },
    modeEffect: { phone: 4, onsite: 2, online: 0 },
  };
}
