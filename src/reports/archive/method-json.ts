import type { Measured } from '../../waves/measured.js';

const formulas = {
  startWeight: 'base_weight / allocation',
  finalWeight:
    'start_weight x raking_factor; each survey is raked on its own, everybody screened for it included, to the cells of margins.csv',
  itemMean: 'sum(final_weight x code) / sum(final_weight) over service users of the service district with a valid code',
  itemScore: '100 x (mean - scale_min) / (scale_max - scale_min)',
  nodeScore: 'sum over children of weight x score (tree.csv); a missing child leaves the node without a number',
  satisfiedShare:
    '100 x sum(final_weight of valid S1 codes at or above satisfiedFrom) / sum(final_weight of valid S1 codes)',
  cityOfficial: 'sum over districts of population share x district score; error from the full covariance',
  cityPooled: 'the node score of all service users of the city as one domain',
  linearised:
    'u = sum over items of tree share x 100 / (scale_max - scale_min) x (code - mean) / sum(final_weight), 0 for rows that do not enter',
  calibrationResidual:
    'e = residual of the regression of u on all margin cells of the survey, weighted with start_weight',
  variance:
    'z = final_weight x e, summed by PSU over all surveys; sum over strata of n/(n-1) x sum over PSUs of (z - mean z)^2; all PSUs of the frame count; a stratum of one PSU is centred on the mean of all PSUs',
  interval: 'estimate +- t(confidence, all PSUs - all strata) x se; for the satisfied share on the log-odds',
  rankSets:
    'Mogstad, Romano, Shaikh and Wilhelm (2024), simultaneous, step-down, from the full covariance of the district scores',
};

/** How the wave was measured, for programs: method, versions, hashes, formulas in words. */
export function methodJson(measured: Measured): string {
  const { wave, questionnaires, measurement, revision } = measured;
  const { id, title, kind, opensAt, closesAt, districts, sampleSources, method } = wave;
  const { margins, ...settings } = method;
  const definitions = questionnaires.map(({ definition, hash }) => ({
    survey: definition.id,
    version: definition.version,
    sha256: hash,
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
      formulas,
    },
    undefined,
    2,
  )}\n`;
}
