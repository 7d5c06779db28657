import type { NodeChange } from '../measurement/wave-change.js';
import type { Measured } from '../waves/measured.js';
import { fixed, noNumber, probability, signed } from './numbers.js';
import type { Reader } from './reader.js';
import type { ChangeContext } from './since.js';
import { numbersColumn, numeric, plain, wordsColumn, type Row, type Table } from './table.js';
import { choices, nodeOf } from './tree.js';
import { trueIndex } from './truth.js';

/** Every change with what it is made of, so that it can be computed again. */
export function changeSteps(context: ChangeContext): Table {
  const { measured, change, reader } = context;
  const nodes = choices(measured.measurement);
  const withTruth = truthOf(context, 'overall', measured.measurement.districts[0] ?? '') !== undefined;
  return {
    id: 'change-steps',
    caption: reader.t('reports.change.steps'),
    head: [
      wordsColumn(reader, 'district'),
      wordsColumn(reader, 'part'),
      ...columns.map((name) => numbersColumn(reader, name)),
      wordsColumn(reader, 'verdict'),
      ...(withTruth ? [numbersColumn(reader, 'trueChange')] : []),
    ],
    rows: nodes.flatMap(({ id }) =>
      change.changes
        .filter(({ node }) => node === id)
        .map((each): Row => {
          const truth = withTruth ? [numeric(trueCell(context, each))] : [];
          return {
            head: { text: reader.district(each.district) },
            cells: [plain(reader.node(id)), ...stepCells(each, reader), ...truth],
            ...(each.district === 'all' ? { kind: 'total' as const } : {}),
          };
        }),
    ),
  };
}

const columns = ['earlierSe', 'laterSe', 'covariance', 'changeEstimate', 'changeSe', 't', 'p', 'adjusted'] as const;

function stepCells({ change }: NodeChange, reader: Reader) {
  if (!change) return [...columns.map(() => numeric(noNumber)), plain(noNumber)];
  return [
    numeric(fixed(change.earlierSe, 4)),
    numeric(fixed(change.laterSe, 4)),
    numeric(signed(change.covariance, 4)),
    numeric(signed(change.estimate, 4)),
    numeric(fixed(change.error.se, 4)),
    numeric(signed(change.t, 3)),
    ...[change.p, change.adjusted].map((p) => numeric(change.verdict === 'open' ? noNumber : probability(p))),
    plain(reader.t(`reports.change.word.${change.verdict}`)),
  ];
}

function trueCell(context: ChangeContext, { node, district }: NodeChange): string {
  const truth = truthOf(context, node, district);
  return truth === undefined ? noNumber : signed(truth);
}

/** The change that the generator of simulated waves used. */
function truthOf({ measured, earlier }: ChangeContext, node: string, district: string): number | undefined {
  const [before, now] = [earlier, measured].map((wave) => truthIn(wave, node, district));
  return before === undefined || now === undefined ? undefined : now - before;
}

function truthIn({ wave, measurement }: Measured, id: string, district: string): number | undefined {
  const node = nodeOf(measurement, id);
  if (!node || !wave.truth) return undefined;
  if (district !== 'all') return trueIndex(measurement, wave.truth, node, district);
  const shares = measurement.city.find((city) => city.node === id)?.official.shares ?? [];
  return shares.reduce<number | undefined>((sum, { district: own, share }) => {
    const index = trueIndex(measurement, wave.truth ?? [], node, own);
    return sum === undefined || index === undefined ? undefined : sum + share * index;
  }, 0);
}
