import type { Margin } from '../waves/method.js';
import type { Frame, SurveyBlock } from './frame.js';
import { serviceUsers } from './tree.js';
import type { Mark, SurveyWeighting } from './wave-measurement.js';

/**
 * Marks of the figures of a survey, by service district and pooled: a district's figure is marked where one of its users lives in a
 * district whose margin is a fallback or an approximation.
 *
 * @param block rows of the survey
 * @param weighting how the survey was weighted
 * @param margins of the wave's method
 * @returns marks by domain, the pooled one last
 * @example users of district 0 who live in district 1, whose age margin is a fallback: marks[0] has fallbackMargin
 */
export function marksByDomain(
  frame: Frame,
  block: SurveyBlock,
  weighting: SurveyWeighting,
  margins: readonly Margin[],
): Mark[][] {
  const { code, count } = serviceUsers(frame, block);
  const lives = Array.from({ length: count + 1 }, () => new Set<number>());
  for (let at = 0; at < code.length; at++) {
    const domain = code[at] as number;
    if (domain < 0) continue;
    lives[domain]?.add(frame.columns.residence[block.from + at] as number);
    lives[count]?.add(frame.columns.residence[block.from + at] as number);
  }
  const general = weighting.marks.filter((mark) => mark === 'notRaked' || mark === 'notConverged');
  return lives.map((residences) => {
    const used = margins.filter(({ district }) => residences.has(frame.districts.indexOf(district)));
    if (general.includes('notRaked')) return general;
    return [
      ...(used.some(({ fallback }) => fallback) ? ['fallbackMargin' as const] : []),
      ...(used.some(({ approximate }) => approximate) ? ['approximateMargin' as const] : []),
      ...general,
    ];
  });
}
