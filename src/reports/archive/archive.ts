import type { Measured } from '../../waves/measured.js';
import { byteOrderMark } from '../csv.js';
import type { Since } from '../since.js';
import { changesCsv } from './changes-csv.js';
import { methodJson } from './method-json.js';
import { microdata } from './microdata.js';
import { modelsCsv } from './models-csv.js';
import { modesCsv } from './modes-csv.js';
import { readme } from './readme.js';
import { recomputeR } from './recompute-r.js';
import { codebookCsv, covarianceCsv, estimatesCsv, marginsCsv, treeCsv } from './tables.js';

/** A file of the archive, in pieces. */
export interface ArchiveFile {
  name: string;
  pieces: Iterable<string>;
}

/** Everything that somebody else needs to compute the figures of a wave again; changes where there is a comparable earlier wave. */
export function archive(measured: Measured, { change }: Partial<Since> = {}): ArchiveFile[] {
  const file = (name: string, content: string): ArchiveFile => ({ name, pieces: [content] });
  return [
    file('README.txt', byteOrderMark + readme(measured)),
    { name: 'microdata.csv', pieces: microdata(measured) },
    file('margins.csv', marginsCsv(measured)),
    file('codebook.csv', codebookCsv(measured)),
    file('tree.csv', treeCsv(measured)),
    file('estimates.csv', estimatesCsv(measured)),
    file('covariance.csv', covarianceCsv(measured)),
    { name: 'modes.csv', pieces: modesCsv(measured) },
    { name: 'models.csv', pieces: modelsCsv(measured) },
    ...(change ? [file('changes.csv', changesCsv(measured, change))] : []),
    file('method.json', methodJson(measured)),
    file('recompute.R', recomputeR),
  ];
}
