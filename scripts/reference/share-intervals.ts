import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { shareInterval, shareMethods } from '../../src/statistics/estimation/share-interval.js';
import type { ShareMethod } from '../../src/statistics/estimation/share-interval.js';
import { shareOf, workingShare } from '../../src/statistics/estimation/share.js';
import type { Share } from '../../src/statistics/estimation/share.js';
import { confidenceOf, levelKeys, lonelyOf, unknownKey } from './asked.js';
import { objectOf, readTable, textColumn } from './case.js';
import type { Answer, Case } from './case.js';
import { domainColumns } from './domains.js';
import { weightsOfCase } from './estimation-design.js';
import { eventColumn } from './event.js';
import { designOfCase } from './survey-design.js';

/** Whether a case asks for intervals of a share. */
export function asksShareIntervals({ expected }: Case): boolean {
  return 'by_method' in expected;
}

/** The intervals of a share, by method: overall, and where a case lists domains in each of them. */
export function answerShareIntervals(given: Case): Answer | string {
  const { input, expected } = given;
  const entries = Array.isArray(expected['by_domain']) ? expected['by_domain'].map(objectOf) : [];
  const unknown =
    unknownKey('expected', expected, ['degf', 'by_method', 'by_domain', 'est', 'se', 'n']) ??
    unknownKey('by_method', expected['by_method'], shareMethods) ??
    unknownKey('options', given.options, ['lonely', 'lonely_psu', ...levelKeys]);
  if (unknown) return unknown;
  const table = readTable(given);
  const events = eventColumn(table, String(input['event']));
  if (!events) return `the event ${String(input['event'])} is not written as it is known here`;
  const design = designOfCase(given, table);
  const sample = sampleOf(design, weightsOfCase(given, table, design));
  const answer = (asked: Record<string, unknown>, inDomain: (row: number) => boolean): Answer => {
    const share = shareOf(sample, events, inDomain, lonelyOf(given));
    if (!share) return {};
    const own = events.map((event, row) => (inDomain(row) ? event : Number.NaN));
    const fitted = workingShare(own, sample.weight);
    return {
      est: share.share,
      se: Math.sqrt(share.variance),
      n: share.n,
      by_method: byMethod(asked, { ...share, fitted }, given),
    };
  };
  return {
    ...answer(objectOf(expected['by_method']), () => true),
    degf: degreesOfFreedom(sample.design),
    by_domain: entries.map((entry) => {
      const columns = domainColumns(table, [entry]);
      const inDomain = (row: number): boolean =>
        columns.every((column) => textColumn(table, column)[row] === String(entry[column]));
      const own = Object.fromEntries(columns.map((column) => [column, entry[column]]));
      return { ...own, ...answer(objectOf(entry['by_method']), inDomain) };
    }),
  };
}

function byMethod(asked: Record<string, unknown>, share: Share, given: Case): Answer {
  return Object.fromEntries(
    Object.keys(asked).map((method) => {
      const { low, high } = shareInterval(share, method as ShareMethod, confidenceOf(given));
      const model = method === 'logit' || method === 'likelihood';
      return [
        method,
        { est: model ? share.fitted : share.share, se: Math.sqrt(share.variance), ci_low: low, ci_high: high },
      ];
    }),
  );
}
