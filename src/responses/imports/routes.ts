import { Router, type NextFunction, type Request, type Response } from 'express';
import multer from 'multer';
import { join } from 'node:path';
import type { Fault, Language } from '../../definition/types.js';
import type { Parts } from '../../web/app.js';
import type { Translate } from '../../web/locale.js';
import { Problem } from '../../web/problems.js';
import { root } from '../../web/root.js';
import { validated } from '../../web/validated.js';
import { emptyInput, formChoices, type ImportInput } from './form.js';
import { importMapParser, type ImportMap, type ParsedMap } from './import-map.js';
import { beginRun, finishRun, recordedTools, type ImportRun } from './import-run.js';
import { loadImportMapSchema, openTable, type Table } from './load.js';
import { planImport, type ImportPlan } from './plan.js';
import { problemHead, problemLine, reasonText } from './problem-text.js';
import type { RowProblem } from './row-problem.js';
import { runView } from './run-view.js';

const largestFile = 20 * 1024 * 1024;
const largestMap = 200 * 1024;
const shownProblems = 500;
const shownRuns = 50;

type ReadMap = (text: string) => ParsedMap;

/** The import of interviews collected elsewhere, for analysts. */
export function importRoutes(parts: Parts): Router {
  const router = Router();
  const readMap = importMapParser(loadImportMapSchema(join(root, 'schemas')));

  router.get('/imports', (_req, res) => showForm(parts, res, emptyInput, []));

  router.post('/imports', upload(), validated('import'), async (req, res) => {
    const input = res.locals['input'] as ImportInput;
    const prepared = await prepare(parts, input, filesOf(req), readMap);
    if ('faults' in prepared) return showForm(parts, res.status(422), input, prepared.faults);
    const { plan, table, file } = prepared;
    const { id: by } = res.locals['account'] as { id: string };
    const tools = recordedTools(parts);
    const run = await beginRun(plan, { id: parts.randomHex(8), by, file }, tools);
    finishRun(run, plan, table, tools).catch((error: unknown) =>
      parts.log.error({ err: error, run: run.id }, 'import'),
    );
    res.redirect(303, `/imports/${run.id}`);
  });

  router.get('/imports/:run', async (req, res) => {
    const run = await runOf(parts, req);
    const problems = await first(parts.stores.imports.problems(run.id), shownProblems + 1);
    const view = runView(run, parts.now());
    // The page comes again by itself until the run is over, with or without JavaScript.
    if (view.state === 'running') res.set('Refresh', '2');
    const more = problems.length > shownProblems;
    res.render('imports/run', { run: view, problems: problems.slice(0, shownProblems), more, reason: reasonIn(res) });
  });

  router.get('/imports/:run/rejected.csv', async (req, res) => {
    const run = await runOf(parts, req);
    const who = (res.locals['account'] as { id: string }).id;
    await parts.stores.audit.append({
      at: parts.now(),
      who,
      action: 'export',
      subject: run.id,
      phase: 'done',
      details: { file: 'rejected.csv' },
    });
    await sendProblems(parts, run, res);
  });

  return router;
}

interface Files {
  file?: Express.Multer.File;
  map?: Express.Multer.File;
}

/** Takes the form with its two files into memory. The token of the form is in its address: it is checked before any of this is read. */
function upload() {
  const limits = { fileSize: largestFile, files: 2, fields: 10, fieldSize: 1000, parts: 12 };
  const take = multer({ storage: multer.memoryStorage(), limits, defParamCharset: 'utf8' }).fields([
    { name: 'file', maxCount: 1 },
    { name: 'map', maxCount: 1 },
  ]);
  return (req: Request, res: Response, next: NextFunction): void => {
    take(req, res, (error: unknown) => {
      if (!error) next();
      else if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE')
        next(new Problem('body.tooLarge'));
      else next(new Problem('request.malformed'));
    });
  };
}

/** A browser sends a file field that was left empty as a file without a name. */
function filesOf(req: Request): Files {
  const files = (req.files ?? {}) as Record<string, Express.Multer.File[] | undefined>;
  const given = (name: string) => files[name]?.find(({ originalname, size }) => originalname !== '' || size > 0);
  const [file, map] = [given('file'), given('map')];
  return { ...(file ? { file } : {}), ...(map ? { map } : {}) };
}

type Prepared = { plan: ImportPlan; table: Table; file: string } | { faults: Fault[] };

async function prepare(parts: Parts, input: ImportInput, { file, map }: Files, readMap: ReadMap): Promise<Prepared> {
  if (!file) return refused('file.none');
  if (map && map.size > largestMap) return refused('map.tooLarge');
  const parsed: { map: ImportMap } | { faults: Fault[] } = map
    ? readMap(new TextDecoder().decode(map.buffer))
    : { map: {} };
  const opened = await openTable(async function* () {
    yield file.buffer;
  });
  if ('faults' in parsed) return parsed;
  if ('faults' in opened) return opened;
  const { waves } = parts.stores;
  const request = {
    survey: input.survey,
    ...(input.wave ? { wave: input.wave } : {}),
    ...(input.sampleSource ? { sampleSource: input.sampleSource } : {}),
    map: parsed.map,
    dryRun: input.dryRun === '1',
  };
  const planned = await planImport({ waves, surveys: parts.surveys, now: parts.now() }, request, opened.table.header);
  return 'faults' in planned
    ? planned
    : { plan: planned.plan, table: opened.table, file: file.originalname.slice(0, 200) };
}

function refused(code: string): { faults: Fault[] } {
  return { faults: [{ code, path: '', params: {} }] };
}

async function runOf(parts: Parts, req: Request): Promise<ImportRun> {
  const run = await parts.stores.imports.find(String(req.params['run']));
  if (!run) throw new Problem('page.notFound');
  return run;
}

async function showForm(parts: Parts, res: Response, input: ImportInput, faults: Fault[]): Promise<void> {
  const language = res.locals['language'] as Language;
  const choices = formChoices(parts.surveys, await parts.stores.waves.list(), language, parts.now());
  const now = parts.now();
  const runs = (await parts.stores.imports.list(shownRuns)).map((run) => runView(run, now));
  res.render('imports/imports', { choices, input, faults, runs, reason: reasonIn(res) });
}

function reasonIn(res: Response): (fault: Pick<Fault, 'code' | 'params'>) => string {
  return (fault) => reasonText(fault, res.locals['t'] as Translate, res.locals['language'] as Language);
}

async function first<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length >= count) break;
  }
  return taken;
}

async function sendProblems(parts: Parts, run: ImportRun, res: Response): Promise<void> {
  const say = res.locals['t'] as Translate;
  const language = res.locals['language'] as Language;
  res.type('text/csv').attachment(`import-${run.id}-rejected.csv`);
  res.write(problemHead(say));
  for await (const problem of parts.stores.imports.problems(run.id) as AsyncIterable<RowProblem>) {
    if (!res.write(problemLine(problem, say, language))) await new Promise((drained) => res.once('drain', drained));
  }
  res.end();
}
