import { answerOf } from '../../definition/answer-of.js';
import { admit } from '../../measurement/admission.js';
import { sexes } from '../../measurement/frame.js';
import type { Response } from '../../responses/response.js';
import type { Measured } from '../../waves/measured.js';
import { byteOrderMark, csvLines, type CsvValue } from '../csv.js';
import { answerColumns, codeOf, type AnswerColumn } from './columns.js';

export const frameColumnNames = [
  'row',
  'data_kind',
  'survey',
  'mode',
  'sample_source',
  'stratum',
  'psu',
  'respondent',
  'base_weight',
  'allocation',
  'eligible',
  'start_weight',
  'raking_factor',
  'final_weight',
  'residence_district',
  'service_district',
  'sex',
  'age_group',
  'service_user',
] as const;

const rowsAtOnce = 1000;

/** The measurement frame, a line a response, in pieces: weights, design and every closed code; no text and no id of a person. */
export function* microdata(measured: Measured): Generator<string> {
  const columns = measured.questionnaires.flatMap((questionnaire) => answerColumns(questionnaire));
  const responses = frameResponses(measured);
  const psus = asTheyComeUp(measured.frame.columns.psu);
  const respondents = asTheyComeUp(measured.frame.columns.respondent);
  yield byteOrderMark + csvLines([[...frameColumnNames, ...columns.map(({ name }) => name)]]);
  for (let from = 0; from < responses.length; from += rowsAtOnce) {
    const some = responses.slice(from, from + rowsAtOnce);
    yield csvLines(
      some.map((response, i) => [
        ...frameValues(measured, response, { row: from + i, psus, respondents }),
        ...answerValues(columns, response),
      ]),
    );
  }
}

/** The responses behind the rows of the frame, in their order. */
function frameResponses({ responses, questionnaires, wave, frame }: Measured): Response[] {
  const admitted = responses.filter((response) => admit(response, questionnaires, wave) === 'frame');
  const rows = frame.surveys.flatMap((block) =>
    admitted.filter(({ survey }) => survey === block.survey).toSorted((a, b) => (a.responseId < b.responseId ? -1 : 1)),
  );
  if (rows.length !== frame.rows) throw new Error('frameResponses requires the responses that the frame was made of');
  return rows;
}

/** PSUs or persons numbered as they come up in the rows: their own order is that of names of enumerators, days and sites, or of ids. */
function asTheyComeUp(numbers: Int32Array): Map<number, number> {
  return new Map([...new Set(numbers)].map((each, at) => [each, at + 1]));
}

interface At {
  row: number;
  psus: ReadonlyMap<number, number>;
  respondents: ReadonlyMap<number, number>;
}

function frameValues({ wave, frame, measurement }: Measured, response: Response, at: At): CsvValue[] {
  const { survey, eligible = [] } = response;
  const { row, psus, respondents } = at;
  const { columns } = frame;
  const { start, rakingFactor, final } = measurement.weights;
  const psu = columns.psu[row] as number;
  return [
    row + 1,
    wave.kind,
    survey,
    frame.modes[columns.mode[row] as number],
    frame.sampleSources[columns.sampleSource[row] as number],
    frame.strata[frame.stratumOfPsu[psu] as number],
    psus.get(psu),
    respondents.get(columns.respondent[row] as number),
    columns.baseWeight[row],
    columns.allocation[row],
    eligible.length === 0 ? undefined : eligible.join(' '),
    start[row],
    rakingFactor[row],
    final[row],
    frame.districts[columns.residence[row] as number],
    frame.districts[columns.service[row] as number],
    sexes[columns.sex[row] as number],
    frame.ages[columns.age[row] as number],
    columns.user[row],
  ];
}

function answerValues(columns: readonly AnswerColumn[], { survey, answers }: Response): CsvValue[] {
  return columns.map((column) => (column.survey === survey ? codeOf(column, answerOf(answers, column.id)) : undefined));
}
