import { describe, expect, it } from '@jest/globals';
import { deviceTimes } from '../../src/responses/device-times.js';
import { holdsPersonalNumber } from '../../src/responses/personal-number.js';

const now = new Date('2026-11-20T02:00:00Z');
const sent = { startedAt: '2026-11-20T01:40:00Z', endedAt: '2026-11-20T01:50:00Z' };

describe('deviceTimes', () => {
  it.each([
    ['2026-11-20T02:10:00Z', false, '2026-11-20T01:40:00.000Z'],
    ['2026-11-20T02:10:00.001Z', true, '2026-11-20T01:29:59.999Z'],
    ['2026-11-20T01:49:59Z', true, '2026-11-20T01:50:01.000Z'],
    ['2026-11-20T10:00:00+08:00', false, '2026-11-20T01:40:00.000Z'],
  ])('of a device that says %s: wrong is %s, begun at %s', (sentAt, isWrong, startedAt) => {
    const times = deviceTimes({ ...sent, sentAt }, now);
    expect([times.isWrong, times.startedAt.toISOString()]).toEqual([isWrong, startedAt]);
    expect(times.endedAt.getTime() - times.startedAt.getTime()).toBe(600_000);
  });

  it('believes a device that does not say what its clock says', () => {
    expect(deviceTimes(sent, now)).toEqual({
      startedAt: new Date(sent.startedAt),
      endedAt: new Date(sent.endedAt),
      isWrong: false,
    });
  });
});

describe('holdsPersonalNumber', () => {
  it.each([
    '13812345678',
    'tel. 138 1234 5678',
    '+86-138-1234-5678',
    '１３８１２３４５６７８',
    '33060219900101123x',
    '008613812345678',
  ])('finds one in %s', (text) => expect(holdsPersonalNumber(text)).toBe(true));

  it.each([
    '',
    'C-17',
    '2026-11-20',
    '20261234567890123',
    '12812345678',
    '15-2026-11-003',
    '胜利路 18 号 302 室',
    '138123456789',
  ])('finds none in %s', (text) => expect(holdsPersonalNumber(text)).toBe(false));
});
