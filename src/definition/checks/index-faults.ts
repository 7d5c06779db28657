import type { Dimension, Fault } from '../types.js';
import type { Written } from './written.js';

const tolerance = 1e-9;

/** Weights that sum to 1, rated items on one scale, each once, and the core questions beside the tree. */
export function indexFaults(written: Written): Fault[] {
  const { index, scales } = written.definition;
  const isScale = Object.prototype.hasOwnProperty.call(scales, index.scale);
  return [
    ...(isScale ? [] : [{ code: 'index.unknownScale', path: '/index/scale', params: { scale: index.scale } }]),
    ...sumFaults(
      index.dimensions.map(({ weight }) => weight),
      '/index/dimensions',
    ),
    ...index.dimensions.flatMap((dimension, at) => weightFaults(dimension, `/index/dimensions/${at}/items`)),
    ...itemsFaults(written),
    ...coreFaults(written),
  ];
}

function sumFaults(weights: number[], path: string): Fault[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Math.abs(sum - 1) <= tolerance
    ? []
    : [{ code: 'index.weightsSum', path, params: { sum: Number(sum.toFixed(6)) } }];
}

/** Item weights: none stated (equal), or all. */
function weightFaults({ items }: Dimension, path: string): Fault[] {
  const weights = items.flatMap(({ weight }) => (weight === undefined ? [] : [weight]));
  if (weights.length === 0) return [];
  return weights.length < items.length
    ? [{ code: 'index.weightsPartial', path, params: {} }]
    : sumFaults(weights, path);
}

function itemsFaults(written: Written): Fault[] {
  const leaves = written.definition.index.dimensions.flatMap(({ items }, at) =>
    items.map(({ item }, n) => ({ item, path: `/index/dimensions/${at}/items/${n}` })),
  );
  return leaves.flatMap(({ item, path }, at) => {
    const isTwice = leaves.slice(0, at).some((other) => other.item === item);
    return isTwice ? [{ code: 'index.duplicateItem', path, params: { item } }] : itemFaults(written, item, path);
  });
}

function itemFaults({ definition, outline }: Written, item: string, path: string): Fault[] {
  const question = outline.placeOf.get(item)?.question;
  const { scale, satisfaction, core = {} } = definition.index;
  if (question === undefined) return [{ code: 'index.unknownItem', path, params: { item } }];
  if (!('scale' in question)) return [{ code: 'index.notRated', path, params: { item } }];
  if ([satisfaction, ...Object.values(core).flat()].includes(item))
    return [{ code: 'index.isCore', path, params: { item } }];
  const isScale = Object.prototype.hasOwnProperty.call(definition.scales, scale);
  if (question.scale === scale || !isScale) return [];
  return [{ code: 'index.scaleDiffers', path, params: { item, scale: question.scale, expected: scale } }];
}

function coreFaults({ definition, outline }: Written): Fault[] {
  const { satisfaction, core = {} } = definition.index;
  const question = outline.placeOf.get(satisfaction)?.question;
  const unknown = Object.entries(core).flatMap(([construct, ids]) =>
    ids.filter((id) => !outline.placeOf.has(id)).map((id) => ({ construct, id })),
  );
  return [
    ...(question?.type === 'rating'
      ? []
      : [{ code: 'index.satisfactionNotRated', path: '/index/satisfaction', params: { question: satisfaction } }]),
    ...unknown.map(({ construct, id }) => ({
      code: 'index.unknownCore',
      path: `/index/core/${construct}`,
      params: { question: id },
    })),
  ];
}
