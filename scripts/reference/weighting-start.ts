import { readdirSync } from 'node:fs';
import { numberColumn, objectOf, readCase, readTable } from './case.js';
import type { Case, Table } from './case.js';
import { columnName, designOfCase } from './survey-design.js';
import { calibratedAs } from './weighting-calibrated.js';
import { marginsOf, postStratified, raked, unweighted } from './weighting-setup.js';
import type { Setup, Weighting } from './weighting-setup.js';

/** Data, design and weights of a case; a text says what is not understood of them. */
export function setupOf(given: Case): Setup | string {
  const source = sourceOf(given);
  if (typeof source === 'string') return source;
  const joined = { ...given, input: { ...source.input, ...withoutWeight(given.input) } };
  const table = readTable(joined);
  if (!(columnName(source.input['weight']) in table)) {
    return `its weight is not understood: ${String(source.input['weight'])}`;
  }
  const start = numberColumn(table, columnName(source.input['weight']));
  const kind = /^(linear|raking|logit)\S*(?= weights of )/.exec(String(given.input['weight']))?.[0] ?? '';
  const weighting = weightingOf(source, table, start, kind);
  if (typeof weighting === 'string') return weighting;
  return {
    given,
    table,
    design: designOfCase({ ...joined, input: { ...joined.input, weight: source.input['weight'] } }, table),
    start,
    weighting,
  };
}

/** The case itself, or the one whose weights it takes up, such as `raked weights of a02`. */
function sourceOf(given: Case): Case | string {
  const [, name] = /\bweights of (\S+)$/.exec(String(given.input['weight'])) ?? [];
  if (name === undefined) return given;
  const file = readdirSync(given.folder).find(
    (each) => each.endsWith('.json') && (each === `${name}.json` || each.startsWith(`${name}-`)),
  );
  if (file === undefined) return `the case ${name} whose weights it takes up is not there`;
  return readCase(given.folder, file);
}

function withoutWeight(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== 'weight'));
}

/** Weights as the options of a case make them; of a calibration, the one that `kind` names. */
function weightingOf(given: Case, table: Table, start: Float64Array, kind: string): Weighting | string {
  const options = objectOf(given.options);
  if ('margins' in options) return raked(start, marginsOf(table, objectOf(options['margins'])));
  if (Array.isArray(options['cells'])) return postStratified(table, start, options['cells']);
  const isCalibrated = 'formula' in options && (kind !== '' || 'calfun' in options || 'weights' in given.expected);
  if (!isCalibrated) return unweighted(start);
  const key = kind === '' ? distanceOf(options['calfun']) : kind;
  const bounds = objectOf(given.expected[key])['bounds'] ?? options['bounds'];
  return calibratedAs(key, bounds, { given, table, start });
}

function distanceOf(calfun: unknown): string {
  return typeof calfun === 'string' ? calfun : 'linear';
}
