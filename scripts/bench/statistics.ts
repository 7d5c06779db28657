import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ranking, steps } from './statistics-steps.js';

/** What one process of `statistics-child` prints: times in ms, peak of resident memory in MiB. */
interface Measured {
  wall: number;
  processor: number;
  peak: number;
}

const runs = 3;
const sizes = [10_000, 100_000, 1_000_000];
/** 2.5 GB of columns: only where it is asked for. */
const tenMillion = '--ten-million';

/**
 * How long the statistics take on made-up surveys of 10^4 to 10^6 people (10^7 with `--ten-million`), and what memory. Every measurement
 * is a process of its own, so that its peak of memory is its own; of three the quickest counts. Making the data is not timed, but its
 * memory is in the peak.
 */
export async function statistics(flags: readonly string[]): Promise<void> {
  const wanted = flags.includes(tenMillion) ? [...sizes, 10_000_000] : sizes;
  const rows: Record<string, string | number>[] = [];
  for (const step of Object.keys(steps)) {
    let before: Measured | undefined;
    for (const size of wanted) {
      const measured = await quickest(step, size);
      rows.push({ step, rows: size, ...shown(measured), ...growth(measured, size, before) });
      before = measured;
    }
  }
  rows.push({ step: ranking, ...shown(await quickest(ranking, 0)) });
  console.log(`statistics: of ${runs} processes the quickest, on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`);
  console.table(rows);
}

const child = join(import.meta.dirname, 'statistics-child.js');
const run = promisify(execFile);

async function quickest(step: string, rows: number): Promise<Measured> {
  const measured: Measured[] = [];
  for (let at = 0; at < runs; at += 1) {
    const { stdout } = await run(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      child,
      step,
      String(rows),
    ]);
    measured.push(JSON.parse(stdout) as Measured);
  }
  return {
    wall: Math.min(...measured.map(({ wall }) => wall)),
    processor: Math.min(...measured.map(({ processor }) => processor)),
    peak: Math.max(...measured.map(({ peak }) => peak)),
  };
}

function shown({ wall, processor, peak }: Measured): Record<string, number> {
  return { 'wall ms': Math.round(wall), 'processor ms': Math.round(processor), 'peak MiB': Math.round(peak) };
}

/** Rows a second, and how many times the processor time of a tenth of the rows: 10 where it grows with them. */
function growth({ wall, processor }: Measured, rows: number, before?: Measured): Record<string, number> {
  const rate = { 'million rows/s': Math.round(rows / wall / 10) / 100 };
  return before ? { ...rate, growth: Math.round((10 * processor) / before.processor) / 10 } : rate;
}
