import type { Questionnaire } from '../definition/questionnaire.js';
import type { Definition, Fault } from '../definition/types.js';
import type { Wave } from '../waves/wave.js';
import type { Frame } from './frame.js';
import { subtree } from './mode-cells.js';
import type { TreeNode, WaveMeasurement } from './wave-measurement.js';

/**
 * What keeps two waves as a whole from being compared: another method, conversion, boundary version or list of districts.
 *
 * @param earlier of the same kind, population and surveys as `later`
 * @returns nothing where they can be compared
 * @example methods v1 and v2: [{ code: 'change.method', path: 'wave', params: { earlier: 'v1', later: 'v2' } }]
 */
export function waveBreaks(earlier: Wave, later: Wave): Fault[] {
  const differing = (code: string, pick: (wave: Wave) => string): Fault[] => {
    const params = { earlier: pick(earlier), later: pick(later) };
    return params.earlier === params.later ? [] : [{ code, path: 'wave', params }];
  };
  return [
    ...differing('change.method', ({ method }) => method.version),
    ...differing('change.conversion', ({ method }) => method.conversion),
    ...differing('change.boundary', ({ boundaryVersion }) => boundaryVersion),
    ...differing('change.districts', ({ districts }) => districts.join(' ')),
  ];
}

/** A measured wave, as far as its nodes are compared with those of another. */
export interface MeasuredPart {
  frame: Frame;
  measurement: WaveMeasurement;
  questionnaires: readonly Questionnaire[];
}

/**
 * What keeps a node from being compared between two waves: below it a survey whose scale, items, wording or weights changed, or whose
 * versions nobody mapped; or other weights of surveys and sectors.
 *
 * @param id of the overall index, a sector or a survey
 * @returns nothing where the node was measured by the same items in the same way
 * @example finance on 1-5 before and 1-10 now: a fault change.scale for survey:finance, its sector and the overall index
 */
export function nodeBreaks(id: string, earlier: MeasuredPart, later: MeasuredPart): Fault[] {
  const [before, now] = [earlier, later].map(({ measurement }) => subtree(measurement.nodes, id)) as [
    TreeNode[],
    TreeNode[],
  ];
  const surveys = now.filter(({ kind }) => kind === 'survey').map(({ survey }) => survey);
  const above = ({ kind }: TreeNode): boolean => kind === 'sector' || kind === 'survey';
  return [
    ...surveys.flatMap((survey) => surveyBreaks(survey, earlier, later)),
    ...(sameTree(before.slice(1).filter(above), now.slice(1).filter(above))
      ? []
      : [{ code: 'change.weights', path: id, params: {} }]),
  ];
}

function surveyBreaks(survey: string, earlier: MeasuredPart, later: MeasuredPart): Fault[] {
  const fault = (code: string): Fault => ({ code, path: `survey:${survey}`, params: { survey } });
  const [before, now] = [earlier, later].map(({ frame }) => frame.surveys.find((block) => block.survey === survey));
  const own = ({ measurement }: MeasuredPart) => subtree(measurement.nodes, `survey:${survey}`).slice(1);
  if (!before || !now) return [fault('change.items')];
  return [
    ...(before.min === now.min && before.max === now.max ? [] : [fault('change.scale')]),
    ...(sameTree(own(earlier), own(later)) ? [] : [fault('change.items')]),
    ...versionBreaks(survey, earlier, later).map(fault),
  ];
}

/** Between versions the later definition has to say of each item whether it is the same. */
function versionBreaks(survey: string, earlier: MeasuredPart, later: MeasuredPart): string[] {
  const changes = itemChanges(survey, earlier, later);
  return [
    ...(changes.includes(undefined) ? ['change.versions'] : []),
    ...(changes.includes('scaleChanged') ? ['change.scale'] : []),
  ];
}

/**
 * Surveys below a node with items in other words than before: no break, and to be said beside a change.
 *
 * @param id of the overall index, a sector or a survey
 * @returns a note a survey
 * @example version 2 of finance maps an item as reworded: [{ code: 'change.reworded', path: 'survey:finance', params }]
 */
export function rewordings(id: string, earlier: MeasuredPart, later: MeasuredPart): Fault[] {
  return subtree(later.measurement.nodes, id)
    .filter(({ kind, survey }) => kind === 'survey' && itemChanges(survey, earlier, later).includes('reworded'))
    .map(({ survey }) => ({ code: 'change.reworded', path: `survey:${survey}`, params: { survey } }));
}

type ItemChange = NonNullable<Definition['previous']>['items'][string]['change'];

/** How each index item came from the earlier version; undefined = nobody says. Nothing where both waves asked the same. */
function itemChanges(survey: string, earlier: MeasuredPart, later: MeasuredPart): (ItemChange | undefined)[] {
  const of = ({ questionnaires }: MeasuredPart) => questionnaires.find(({ definition }) => definition.id === survey);
  const [before, now] = [of(earlier), of(later)];
  if (!before || !now || before.hash === now.hash) return [];
  const { previous } = now.definition;
  const mapped = previous?.version === before.definition.version ? previous.items : {};
  return now.indexItems.map((item) => (mapped[item]?.from === item ? mapped[item].change : undefined));
}

const enough = 1e-12;

function sameTree(before: readonly TreeNode[], now: readonly TreeNode[]): boolean {
  const known = new Map(before.map((node) => [node.id, node]));
  return (
    before.length === now.length &&
    now.every(({ id, parent, weight }) => {
      const other = known.get(id);
      return other?.parent === parent && Math.abs(other.weight - weight) <= enough;
    })
  );
}
