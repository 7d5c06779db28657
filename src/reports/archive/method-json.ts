import type { Questionnaire } from '../../definition/questionnaire.js';
import { changesMade } from '../../responses/changes.js';
import type { Measured } from '../../waves/measured.js';
import { indexScale } from '../../measurement/item-columns.js';
import { answerColumns } from './columns.js';

const formulas = {
  startWeight: 'base_weight / allocation',
  finalWeight:
    'start_weight x raking_factor; each survey is raked on its own, all its rows included (service users or not), to target of margins.csv, cells residence_district x sex and residence_district x age category; without margins the start weight, 0 where the survey could not be weighted',
  ageCategory:
    'the category of margins.csv with the largest lower bound at or below that of age_group; unknown where age_group is empty',
  target:
    'totals of margins x adults / sum of the totals, with adults the sum of the age totals of the district; an unknown category has its share of the start weight and the others share the rest',
  itemMean: 'sum(final_weight x code) / sum(final_weight) over service users of the service district with a valid code',
  itemScore: '100 x (mean - scale_min) / (scale_max - scale_min)',
  nodeScore: 'sum over children of weight x score (tree.csv); a missing child leaves the node without a number',
  satisfiedShare:
    '100 x sum(final_weight of valid codes at or above satisfiedFrom) / sum(final_weight of valid codes) over service users of the service district; column and valid codes: definitions.satisfied',
  cityOfficial:
    'sum over districts of persons (population) / sum of persons x district score; variance = the same shares on both sides of the covariance of the scores; only where every district is ranked',
  cityPooled: 'the node score of all service users with a service_district as one domain',
  n: 'persons with a valid code of at least one item of the node; somebody who answered several surveys counts once, with the sum of the weights',
  effectiveN: '(sum of final_weight)^2 / sum of final_weight^2 over these persons',
  linearised:
    'u = sum over items of tree share x 100 / (scale_max - scale_min) x (code - mean) / sum(final_weight), 0 for rows that do not enter; for the satisfied share (100 or 0 - share) / sum(final_weight)',
  calibrationResidual:
    'e = residual of the regression of u on all margin cells of the survey, weighted with start_weight',
  variance:
    'z = final_weight x e, summed by PSU over all surveys; sum over strata of n/(n-1) x sum over PSUs of (z - mean z)^2; all PSUs of the frame count; a stratum of one PSU is centred on the mean of all PSUs',
  interval: 'estimate +- t(confidence, all PSUs - all strata) x se; for the satisfied share on the log-odds',
  rankSets:
    'Mogstad, Romano, Shaikh and Wilhelm (2024), simultaneous, step-down: over all ordered pairs (j, k) of ranked districts, c = the quantile (confidence) of max (Z_j - Z_k) / se_jk with Z normal with the covariance of the scores, rankDraws draws; j is better than k where (score_j - score_k) / se_jk > c; c again without these pairs until nothing new; best = 1 + districts better than it, worst = number of ranked districts - districts it is better than',
  marginalRankSets:
    'as rankSets, with the pairs of one district only, a quantile of its own for each district: the set holds for that district alone',
  tiers:
    'districts best first; one that the first of the current tier is better than (rankSets) begins the next tier; tier 1 is the best',
};

/** The question of the satisfied share: its column of the microdata, and the ends of its valid codes. */
function satisfiedOf(questionnaire: Questionnaire): { column: string; min: number; max: number } {
  const id = questionnaire.definition.index.satisfaction;
  const { min, max } = questionnaire.scaleOf.get(id) ?? indexScale(questionnaire);
  const column = answerColumns(questionnaire).find((each) => each.id === id);
  return { column: column?.name ?? '', min, max };
}

/** How the wave was measured, for programs: method, versions, hashes, formulas in words. */
export function methodJson(measured: Measured): string {
  const { wave, questionnaires, measurement, revision, responses } = measured;
  const { id, title, kind, opensAt, closesAt, districts, sampleSources, method } = wave;
  const { margins, ...settings } = method;
  const definitions = questionnaires.map((questionnaire) => ({
    survey: questionnaire.definition.id,
    version: questionnaire.definition.version,
    sha256: questionnaire.hash,
    satisfied: satisfiedOf(questionnaire),
  }));
  return `${JSON.stringify(
    {
      wave: { id, title, kind, opensAt, closesAt, districts, sampleSources },
      simulated: kind === 'simulated',
      frameRevision: revision,
      boundaryVersion: measurement.boundaryVersion,
      definitions,
      method: settings,
      margins,
      design: {
        rows: measurement.frame.rows,
        psus: measurement.frame.psus,
        strata: measurement.frame.strata,
        df: measurement.frame.df,
      },
      leftOut: measurement.frame.leftOut,
      changedByPeople: changesMade(responses),
      formulas,
    },
    undefined,
    2,
  )}\n`;
}
