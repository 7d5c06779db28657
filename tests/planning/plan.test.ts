import { describe, expect, it } from '@jest/globals';
import { planForm, readAssumptions, type Assumptions } from '../../src/planning/assumptions.js';
import { neededOf, planLine } from '../../src/planning/plan.js';
import { clusterEffect, effortOf, precisionOf, usersToSee } from '../../src/planning/precision.js';
import { certaintyGround, rankCertainty } from '../../src/planning/rank-certainty.js';

const read = (changes: Record<string, string> = {}) => readAssumptions(planForm(changes));
const usual = (read() as { assumptions: Assumptions }).assumptions;
/** People drawn one by one, with equal weights. */
const simple: Assumptions = { ...usual, phone: 0, onsite: 0, online: 100, weightEffect: 1, sectors: 1, users: 100 };

describe('the form of a plan', () => {
  it('stands as usual where nothing was filled in, and the usual values make a plan', () => {
    expect(usual).toMatchObject({ districts: 6, sectors: 4, phone: 60, onsite: 25, online: 15 });
  });

  it('reads full-width digits and a sign for per cent', () => {
    expect(read({ districts: '１２', phone: '60％' })).toMatchObject({ assumptions: { districts: 12, phone: 60 } });
  });

  it.each([
    ['districts', '1', 'plan.whole'],
    ['districts', '6.5', 'plan.whole'],
    ['districts', '31', 'plan.whole'],
    ['personSpread', '', 'plan.number'],
    ['difference', '0', 'plan.number'],
    ['difference', '-2', 'plan.number'],
    ['weightEffect', '很大😀', 'plan.number'],
    ['users', '1e3', 'plan.number'],
    ['online', '20', 'plan.modes'],
    ['surveysPerPerson', '5', 'plan.tooMany'],
  ])('refuses %s of "%s" as %s', (name, value, code) => {
    expect(read({ [name]: value })).toMatchObject({ faults: [{ code }] });
  });

  it('tells all faults at once', () => {
    expect(read({ districts: 'x', difference: 'y', phone: '90' })).toMatchObject({
      faults: [{ path: 'districts' }, { path: 'difference' }, { code: 'plan.modes', params: { sum: 130 } }],
    });
  });
});

describe('the precision of a plan', () => {
  it('is that of a simple random sample where there are no clusters and no weights', () => {
    expect(precisionOf({ ...simple, personSpread: 17 }, 100)).toEqual({ sector: 1.7, overall: 1.7 });
  });

  it('of the overall index gains less from a person who answers twice than from two persons', () => {
    const four = { ...simple, sectors: 4, personSpread: 20 };
    expect(precisionOf(four, 100).overall).toBeCloseTo(1, 12);
    expect(precisionOf({ ...four, surveysPerPerson: 4 }, 100).overall).toBeCloseTo(Math.sqrt(2.5), 12);
  });

  it('suffers from sites by likeness x (people of a survey there - 1)', () => {
    const onsite = { ...simple, online: 0, onsite: 100, perSite: 11 };
    expect(clusterEffect(onsite)).toBeCloseTo(1 + 10 * 0.03, 12);
    expect(clusterEffect({ ...onsite, onsite: 50, online: 50 })).toBeCloseTo(1.15, 12);
  });

  it('costs interviews with people who did not use the service, and shares them between the surveys', () => {
    const half = { ...simple, sectors: 4, users: 50 };
    expect(effortOf(half, 100)).toMatchObject({ perDistrict: 800, total: 4800, online: 4800 });
    expect(effortOf({ ...half, surveysPerPerson: 2 }, 100).perDistrict).toBe(400);
  });

  it('sees a difference with as many users as the formula for two independent means says', () => {
    const needed = usersToSee({ ...simple, difference: 2, personSpread: 17 }, { critical: 1.959964, power: 0.841621 });
    expect(needed).toEqual({ sector: 1135, overall: 1135 });
  });
});

describe('the certainty of ranks', () => {
  const ground = certaintyGround(6);

  it('rests on the critical value of all pairs, the studentised range of six over the root of two', () => {
    expect(ground.critical).toBeCloseTo(4.03 / Math.SQRT2, 1);
  });

  it('is complete where districts lie far apart, and nothing where they do not differ', () => {
    expect(rankCertainty(ground, 1e5, 0.01)).toEqual({ certain: 1, apart: 1, width: 1 });
    const same = rankCertainty(ground, 0, 1);
    expect(same.apart).toBeLessThan(0.03);
    expect(same.width).toBeGreaterThan(5.8);
  });

  it('grows with the sample, and a plan by one sector is less certain than one by the overall index', () => {
    const [few, many] = [100, 1200].map((users) => planLine(usual, 'overall', ground, users));
    expect(many!.certain).toBeGreaterThan(few!.certain);
    expect(many!.width).toBeLessThan(few!.width);
    expect(planLine(usual, 'sector', ground, 100).apart).toBeLessThan(few!.apart);
  });

  it('asks for more people to tell two districts apart among all than alone', () => {
    const { among, alone } = neededOf(usual, 'overall', ground);
    expect(among.users).toBeGreaterThan(alone.users);
    expect(among.effort.total).toBeGreaterThan(alone.effort.total);
  });

  it('cannot be told of a single district', () => {
    expect(() => certaintyGround(1)).toThrow('certaintyGround requires two districts');
  });
});
