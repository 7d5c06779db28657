import type { NodeChange, TestFamily } from '../measurement/wave-change.js';
import { scoreOf, type TreeNode } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { changeFacts } from './change-facts.js';
import { changeSteps } from './change-steps.js';
import { reasonText } from './marks.js';
import { count, fixed, interval, noNumber, probability } from './numbers.js';
import type { Reader } from './reader.js';
import { baselineSentences, changeCell, changeIn, type ChangeContext, type Since } from './since.js';
import { numbersColumn, numeric, prose, wordsColumn, type Cell, type Fact, type Row, type Table } from './table.js';
import { childrenOf, choices } from './tree.js';
import { waveHead, type WaveHead } from './wave-head.js';

/** How the districts changed since the last comparable wave. */
export interface ChangePage {
  head: WaveHead;
  /** Why there is nothing to compare, or what was passed over. */
  sentences: string[];
  compared?: Compared;
}

interface Compared {
  lead: string;
  /** The wave is still asked: no change is tested yet. */
  open: boolean;
  notes: string[];
  overall: Table;
  parts: Table;
  partsTests: string;
  facts: Fact[];
  steps: Table;
}

export function changePage(measured: Measured, since: Since, reader: Reader): ChangePage {
  const { earlier, change } = since;
  const base = { head: waveHead(measured, reader), sentences: baselineSentences(since, reader) };
  if (!earlier || !change) return base;
  const context = { measured, earlier, change, reader };
  const compared: Compared = {
    lead: reader.t('reports.change.lead', { wave: reader.text(earlier.wave.title) }),
    open: !change.finished,
    notes: change.notes.map((fault) => reasonText(fault, reader)),
    overall: overallTable(context),
    parts: partsTable(context),
    partsTests: testsSentence(context),
    facts: changeFacts(context),
    steps: changeSteps(context),
  };
  return { ...base, compared };
}

function places({ measured, reader }: ChangeContext): { code: string; head: { text: string } }[] {
  const codes = [...measured.measurement.districts, 'all'];
  return codes.map((code) => ({ code, head: { text: reader.district(code) } }));
}

function overallTable(context: ChangeContext): Table {
  const { measured, earlier, change, reader } = context;
  return {
    id: 'change-overall',
    caption: reader.t('reports.change.overall', { node: reader.node('overall') }),
    head: [
      wordsColumn(reader, 'district'),
      numbersColumn(reader, 'earlier'),
      numbersColumn(reader, 'later'),
      numbersColumn(reader, 'change'),
      numbersColumn(reader, 'adjusted'),
      wordsColumn(reader, 'notes'),
    ],
    rows: places(context).map(({ code, head }): Row => {
      const found = changeIn(change, 'overall', code);
      const levels = [levelCell(earlier, code, reader), levelCell(measured, code, reader)];
      const row = { head, cells: [...levels, ...overallCells(found, reader)] };
      return code === 'all' ? { ...row, kind: 'total' } : row;
    }),
  };
}

/** The index of a wave with its interval and n; the city's rests on those of the districts. */
function levelCell({ measurement }: Measured, code: string, { t }: Reader): Cell {
  const figure =
    code === 'all'
      ? measurement.city.find(({ node }) => node === 'overall')?.official
      : scoreOf(measurement, 'overall', code).figure;
  const size = figure && 'n' in figure ? [t('reports.modes.n', { n: count(figure.n) })] : [];
  const small = [...(figure?.error ? [interval(figure.error)] : []), ...size].join(' · ');
  return numeric(fixed(figure?.estimate), small ? { small } : {});
}

function overallCells(found: NodeChange | undefined, reader: Reader) {
  return [
    changeCell(found, reader),
    numeric(tested(found) ? probability(found?.change?.adjusted) : noNumber),
    prose((found?.reasons ?? []).map((fault) => reasonText(fault, reader)).join(' ')),
  ];
}

function tested(found: NodeChange | undefined): boolean {
  return found?.change !== undefined && found.change.verdict !== 'open';
}

/** Districts down; across the sectors, and the surveys of a sector that has several. */
function partsTable(context: ChangeContext): Table {
  const { measured, change, reader } = context;
  const nodes = choices(measured.measurement).filter(({ id }) => id !== 'overall');
  return {
    id: 'change-parts',
    caption: reader.t('reports.change.parts'),
    head: [
      wordsColumn(reader, 'district'),
      ...nodes.map((node) => ({ text: partName(node, measured, reader), numeric: true })),
    ],
    rows: places(context).map(({ code, head }): Row => {
      const cells = nodes.map(({ id }) => changeCell(changeIn(change, id, code), reader));
      return code === 'all' ? { head, cells, kind: 'total' } : { head, cells };
    }),
  };
}

function partName({ id, kind }: TreeNode, { measurement }: Measured, reader: Reader): string {
  const several = kind === 'sector' && childrenOf(measurement, id).length > 1;
  return several ? reader.t('reports.kind.sector', { name: reader.node(id) }) : reader.node(id);
}

/** How many tests each family of the page has. */
function testsSentence({ measured, change, reader }: ChangeContext): string {
  const { t } = reader;
  const shown = new Set<string>(choices(measured.measurement).map(({ kind }) => kind));
  const families = change.families.filter(({ kind }) => shown.has(kind));
  const words = ({ kind, place, tests }: TestFamily) =>
    t('reports.change.family', {
      kind: t(`reports.change.kind.${kind}`),
      place: t(`reports.change.place.${place}`),
      tests,
    });
  return families.map(words).join(t('reports.change.and'));
}
