import type { PsuGroups } from '../../src/statistics/design/group-jackknife.js';
import type { Centre } from '../../src/statistics/design/replicate-covariance.js';
import { lonelyOf } from './asked.js';
import { objectOf } from './case.js';
import type { Case, Table } from './case.js';
import { stagesOfCase, weightsOfCase } from './estimation-design.js';
import { factorOf } from './estimation-figures.js';
import type { Block } from './estimation-figures.js';
import { deleteGroup, deleteOne } from './estimation-replicates.js';
import type { ReplicatesOfCase } from './estimation-replicates.js';
import { linearisation, replication, twoStageLinearisation } from './estimator.js';
import type { Estimator } from './estimator.js';
import { designOfCase } from './survey-design.js';

/** A block of a case whose errors are made in one way; `told` are figures of that way itself. */
export interface MethodBlock extends Block {
  groups?: PsuGroups;
  told?: Record<string, unknown>;
  made?: ReplicatesOfCase;
}

/** The block of the case itself: linearisation under the stages that `input` names, or the first stage alone. */
export function blockOf(given: Case, table: Table, firstStageOnly = false, withFraction = true): MethodBlock {
  const design = designOfCase(given, table, withFraction);
  const whole = designOfCase(given, table);
  const stages = stagesOfCase(given, table);
  const weight = weightsOfCase(given, table, whole, stages);
  const lonely = lonelyOf(given);
  const estimator =
    stages && !firstStageOnly
      ? twoStageLinearisation({ ...stages, first: design }, weight, lonely)
      : linearisation(design, weight, lonely);
  return withEstimator({ given, table, estimator, factor: 0 }, estimator);
}

/** The same block with errors made in another way. */
export function withEstimator(block: MethodBlock, estimator: Estimator): MethodBlock {
  return { ...block, estimator, factor: factorOf(block.given, estimator.df) };
}

const centres: Record<string, Centre> = {
  centred_on_full_estimate: 'fullEstimate',
  centred_on_replicate_mean: 'replicateMean',
};
const firstStage = /^first_stage_only(?:_(with|no)_fpc)?$/;
const withoutFraction = /^without_fpc(?:_(.+))?$/;
const otherCentre = /^(.+)_(centred_on_(?:full_estimate|replicate_mean))$/;

/** Whether a key of the expected figures asks for a block with errors made in another way. */
export function isMethodKey(key: string): boolean {
  const [, rest] = withoutFraction.exec(key) ?? [];
  if (rest !== undefined) return isMethodKey(rest);
  return (
    withoutFraction.test(key) ||
    Object.hasOwn(centres, key) ||
    firstStage.test(key) ||
    key === 'standard' ||
    key === 'stratum_wise'
  );
}

/** The block that a method key asks for. */
export function methodBlock(block: MethodBlock, key: string, asked: unknown): MethodBlock {
  const bare = withoutFraction.exec(key);
  if (bare) {
    const unfinished = { ...block, ...blockOf(block.given, block.table, false, false) };
    return bare[1] === undefined ? unfinished : methodBlock(unfinished, bare[1], asked);
  }
  const first = firstStage.exec(key);
  if (first) return { ...block, ...blockOf(block.given, block.table, true, first[1] !== 'no') };
  const { design } = block.estimator;
  if (key in centres) return replicated(block, deleteOne(design, objectOf(asked), lonelyOf(block.given)), centres[key]);
  if (!block.groups) throw new Error('methodBlock requires the groups of a delete-a-group jackknife');
  return replicated(block, deleteGroup(design, block.groups, key === 'standard' ? 'standard' : 'stratumWise'));
}

function replicated(block: MethodBlock, made: ReplicatesOfCase, centre: Centre = 'fullEstimate'): MethodBlock {
  const { design, weight } = block.estimator;
  const estimator = replication(design, weight, made.replicates, centre);
  return { ...withEstimator(block, estimator), told: made.told, made };
}

/** A figure's name and the block it is asked of, where its name says what the replicates are centred on. */
export function centredOtherwise(block: MethodBlock, key: string): { name: string; block: MethodBlock } | undefined {
  const [, name, centre] = otherCentre.exec(key) ?? [];
  if (name === undefined || centre === undefined || !block.made) return undefined;
  return { name, block: replicated(block, block.made, centres[centre]) };
}
