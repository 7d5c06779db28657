import { holm } from '../statistics/testing/adjust-p.js';
import type { NodeChange, TestFamily, Verdict } from './wave-change.js';
import type { TreeNode } from './wave-measurement.js';

/** Level of the tests, after adjustment. */
const significant = 0.05;

const kinds = ['overall', 'sector', 'survey'] as const;
const places = ['districts', 'city'] as const;

/**
 * Adjusts p values by Holm within their families (nodes of a kind x districts, and nodes of a kind in the city) and says which changes are
 * significant.
 *
 * @param changes with p values
 * @param nodes of the changes
 * @param finished false: p values are adjusted, and every verdict is 'open'
 * @returns changes in their order; the families that have tests
 * @example p values 0.01 and 0.03 of one family: adjusted 0.02 and 0.03, both significant
 */
export function adjustedByFamily(
  changes: readonly NodeChange[],
  nodes: readonly TreeNode[],
  finished: boolean,
): { changes: NodeChange[]; families: TestFamily[] } {
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const judged = [...changes];
  const families = kinds.flatMap((kind) =>
    places.flatMap((place): TestFamily[] => {
      const members = changes.flatMap(({ node, district, change }, at) =>
        kindOf.get(node) === kind && (district === 'all') === (place === 'city') && change ? [{ at, change }] : [],
      );
      const adjusted = holm(members.map(({ change }) => change.p));
      members.forEach(({ at, change }, i) => {
        const verdict = finished ? verdictOf(change.estimate, adjusted[i] as number) : 'open';
        judged[at] = {
          ...(changes[at] as NodeChange),
          change: { ...change, adjusted: adjusted[i] as number, verdict },
        };
      });
      return members.length === 0 ? [] : [{ kind, place, tests: members.length }];
    }),
  );
  return { changes: judged, families };
}

function verdictOf(estimate: number, adjusted: number): Verdict {
  if (adjusted >= significant) return 'same';
  return estimate > 0 ? 'up' : 'down';
}
