import type { Figure, Interval } from '../measurement/wave-measurement.js';
import { changesMade } from '../responses/changes.js';
import type { Measured } from '../waves/measured.js';
import { rankSetText, rankWithSet } from './district-lines.js';
import { count, effective, fixed, interval } from './numbers.js';
import type { Reader } from './reader.js';
import type { Fact } from './table.js';
import { rankingOf } from './tree.js';

/** How sure a figure is: design, standard error, t value, interval. */
export function errorFacts({ measurement }: Measured, figure: Figure, { t }: Reader): Fact[] {
  const { frame } = measurement;
  const fact = (name: string, value: string, note?: string): Fact => ({
    label: t(`reports.error.${name}`),
    value,
    ...(note ? { note } : {}),
  });
  return [
    fact('n', count(figure.n)),
    fact('effectiveN', effective(figure)),
    fact(
      'psus',
      t('reports.error.psusValue', { own: count(figure.psus), all: count(frame.psus) }),
      t('reports.error.psusMeaning'),
    ),
    fact('strata', count(frame.strata)),
    fact('df', count(figure.df)),
    ...intervalFacts(figure.estimate, figure.error, fact),
  ];
}

function intervalFacts(
  estimate: number | undefined,
  error: Interval | undefined,
  fact: (name: string, value: string) => Fact,
): Fact[] {
  if (estimate === undefined || error === undefined) return [];
  return [fact('se', fixed(error.se, 4)), fact('interval', interval(error))];
}

/** The rank of a district with its sets, and how they were found. */
export function rankFacts({ measurement }: Measured, node: string, district: string, reader: Reader): Fact[] {
  const ranking = rankingOf(measurement, node);
  const row = ranking?.rows.find((each) => each.district === district);
  if (!ranking || !row) return [];
  const { t } = reader;
  return [
    { label: t('reports.rankFact.rank'), value: rankWithSet(row, reader), note: t('reports.rankFact.rankNote') },
    {
      label: t('reports.rankFact.marginal'),
      value: rankSetText(row.marginal),
      note: t('reports.rankFact.marginalNote'),
    },
    { label: t('reports.rankFact.tier'), value: String(row.tier), note: t('reports.rankFact.tierNote') },
    {
      label: t('reports.rankFact.draws'),
      value: count(ranking.draws),
      note: t('reports.rankFact.seed', { seed: ranking.seed }),
    },
  ];
}

/** By which definitions, method, margins and data. */
export function versionFacts(
  { wave, questionnaires, measurement, revision }: Measured,
  surveys: readonly string[],
  reader: Reader,
): Fact[] {
  const { t } = reader;
  const definitions = questionnaires
    .filter(({ definition }) => surveys.includes(definition.id))
    .map(({ definition, hash }) => ({
      label: t('reports.version.definition', { survey: reader.survey(definition.id), version: definition.version }),
      value: hash,
    }));
  return [
    ...definitions,
    {
      label: t('reports.version.method'),
      value: t('reports.version.methodValue', {
        version: measurement.methodVersion,
        conversion: wave.method.conversion,
      }),
    },
    { label: t('reports.version.margins'), value: measurement.marginVersion },
    { label: t('reports.version.boundaries'), value: measurement.boundaryVersion },
    { label: t('reports.version.revision'), value: revision.id, note: t('reports.version.revisionNote') },
  ];
}

/** What people changed among the responses of the wave since they came in. */
export function changeFacts({ responses }: Pick<Measured, 'responses'>, { t }: Reader): Fact[] {
  const { corrected, corrections, released, excluded } = changesMade(responses);
  const value = t('responses.changes.correctedValue', { responses: count(corrected), corrections: count(corrections) });
  return [
    { label: t('responses.changes.corrected'), value, note: t('responses.changes.correctedNote') },
    { label: t('responses.changes.released'), value: count(released) },
    { label: t('responses.changes.excludedAll'), value: count(excluded.reduce((sum, { n }) => sum + n, 0)) },
    ...excluded.map(({ ground, n }) => ({
      label: t('responses.changes.excluded', { ground: t(`responses.ground.${ground}`) }),
      value: count(n),
    })),
  ];
}
