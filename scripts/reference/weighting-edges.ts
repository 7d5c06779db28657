import { everyRow, levelAuxiliaries } from '../../src/statistics/weighting/auxiliaries.js';
import { calibrate } from '../../src/statistics/weighting/calibrate.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { rescaleMargins } from '../../src/statistics/weighting/rescale-margins.js';
import { objectOf, sortedLabels, textColumn } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { rakedAsInR } from './peer-rake.js';
import { calibratedAs } from './weighting-calibrated.js';
import { auxiliariesOf, marginsOf } from './weighting-setup.js';
import type { Setup } from './weighting-setup.js';

type Entry = Record<string, unknown>;
type Given = Pick<Setup, 'given' | 'table' | 'start'>;

/** Whether an entry tells what the peer does where weighting cannot succeed, or stops early; a calibration without an error has succeeded. */
export function isEdge(entry: Entry, given: Case): boolean {
  const succeeded = 'formula' in objectOf(given.options) && 'weights' in entry && !entry['error'];
  return !succeeded && ['error', 'warning', 'control'].some((key) => key in entry);
}

/** What our functions do in the situation of an entry; a text says what is not understood of it. */
export function edgeAnswer(key: string, entry: Entry, { given, table, start }: Given): Answer | string {
  const stated = { ...given, options: { ...objectOf(given.options), ...entry } };
  if ('formula' in stated.options && !('margins' in entry)) {
    const auxiliaries = auxiliariesOf(stated, table);
    if (typeof auxiliaries === 'string') return auxiliaries;
    const as = distanceOf(key, entry);
    return refusalOf(entry, () => calibratedAs(as, entry['bounds'], { given: stated, table, start }));
  }
  const margins = statedMargins(entry, given, table);
  const answer = margins ? raking(key, entry, start, margins) : `the margins of ${key} are not stated`;
  return typeof answer === 'string' ? answer : { margins: entry['margins'], ...answer };
}

function raking(key: string, entry: Entry, start: Float64Array, margins: RakingMargin[]): Answer | string {
  const own = 'margins' in entry;
  if (margins.some(({ targets }) => targets.some(Number.isNaN))) return refusalOf(entry, () => rake(start, margins));
  const agreeing = rescaleMargins(margins).margins;
  if ('control' in entry) return controlAnswer(entry, start, agreeing);
  if ('bounds' in entry) return refusalOf(entry, () => boundedTo(entry['bounds'], start, agreeing));
  const changed = (change: (margin: RakingMargin, at: number) => RakingMargin): RakingMargin[] =>
    own ? margins : agreeing.map(change);
  if (/absent_from_sample/.test(key)) return refusalOf(entry, () => rake(start, changed(withLevelNobodyHas)));
  if (/absent_from_(margin|population)/.test(key)) return refusalOf(entry, () => rake(start, changed(withoutTarget)));
  if (own || /inconsistent|disagree|different_total/.test(key)) {
    return { ...rescaledAnswer(start, agreeing), ...refusalOf(entry, () => rake(start, margins)) };
  }
  return `the situation ${key} is not understood`;
}

/** The distance that the entry states, or that its key begins with. */
function distanceOf(key: string, { calfun }: Entry): string {
  return typeof calfun === 'string' ? calfun : (/^(raking|logit)/.exec(key)?.[0] ?? 'linear');
}

/** Margins of the entry, of the case, or of another entry of it. */
function statedMargins(entry: Entry, given: Case, table: Table): RakingMargin[] | undefined {
  const siblings = Object.values(given.expected).map(objectOf);
  const stated = [entry, objectOf(given.options), ...siblings].find((each) => 'margins' in each);
  if (!stated) return undefined;
  const margins = Object.entries(objectOf(stated['margins']));
  return marginsOf(
    table,
    Object.fromEntries(margins.map(([name, totals]) => [name, withSampleLevels(table, name, totals)])),
  );
}

/** Totals of the levels that a margin lists, and none (NaN) of those that the sample has beside them. */
function withSampleLevels(table: Table, name: string, totals: unknown): Record<string, unknown> {
  const sampled = sortedLabels(textColumn(table, name)).map((level) => [level, Number.NaN] as const);
  return { ...Object.fromEntries(sampled), ...objectOf(totals) };
}

/** The peer's message where we refuse as it does; words are each engine's own. Where it says nothing and we refuse, nothing is compared. */
function refusalOf(entry: Entry, attempt: () => unknown): Answer {
  const { error, warning, bounds } = entry;
  const stated = bounds === undefined ? {} : { bounds };
  try {
    attempt();
    return { ...stated, error: 'not refused', warning: 'not refused' };
  } catch (reason) {
    if (!(reason instanceof Error && /^(rake|calibrate) requires/.test(reason.message))) throw reason;
    return { ...stated, error: error ?? undefined, warning };
  }
}

function boundedTo(bounds: unknown, start: Float64Array, margins: RakingMargin[]): void {
  const [lower = -Infinity, upper = Infinity] = (bounds as unknown[]).map((end) =>
    end === null ? undefined : Number(end),
  );
  const size = margins[0]?.targets.reduce((sum, target) => sum + target, 0) ?? 0;
  calibrate(start, [everyRow(start.length, size), ...margins.flatMap(levelAuxiliaries)], 'linear', { lower, upper });
}

/** Margins whose totals disagree, rescaled to that of the last. */
function rescaledAnswer(start: Float64Array, margins: RakingMargin[]): Answer {
  const { weights } = rake(start, margins);
  return { weights: Array.from(weights), ...achieved(weights, margins) };
}

function controlAnswer(entry: Entry, start: Float64Array, margins: RakingMargin[]): Answer {
  const control = String(entry['control']);
  const maxit = Number(/maxit\s*=\s*(\d+)/.exec(control)?.[1] ?? 10);
  const epsilon = Number(/epsilon\s*=\s*([\d.e+-]+)/i.exec(control)?.[1] ?? 1);
  const weights = rakedAsInR(start, margins, { maxit, epsilon });
  const limit = rake(start, margins).weights;
  const apart = weights.reduce((most, each, row) => Math.max(most, Math.abs(each / (limit[row] as number) - 1)), 0);
  return {
    control: entry['control'],
    weights: Array.from(weights),
    max_rel_diff_from_limit: apart,
    warning: entry['warning'],
    ...achieved(weights, margins),
  };
}

function achieved(weights: Float64Array, margins: readonly RakingMargin[]): Answer {
  return Object.fromEntries(
    margins.map(({ name, labels, codes }) => [
      `achieved_${name}`,
      Object.fromEntries(
        labels.map((label, level) => [
          label,
          weights.reduce((sum, weight, row) => (codes[row] === level ? sum + weight : sum), 0),
        ]),
      ),
    ]),
  );
}

function withLevelNobodyHas(margin: RakingMargin, at: number): RakingMargin {
  if (at > 0) return margin;
  const first = (margin.targets[0] as number) / 2;
  const targets = Float64Array.of(first, ...margin.targets.subarray(1), first);
  return { ...margin, labels: [...margin.labels, 'a level nobody has'], targets };
}

function withoutTarget(margin: RakingMargin, at: number): RakingMargin {
  if (at > 0) return margin;
  return { ...margin, targets: margin.targets.map((target, level) => (level === 0 ? Number.NaN : target)) };
}
