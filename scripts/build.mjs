// Emits dist/: server and scripts file by file, browser code and styles bundled under hashed names with a manifest.
import { build } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';

const outdir = process.argv[2] ?? 'dist';

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((file) => !file.startsWith('src/client/'));
}

async function buildServer() {
  await build({
    entryPoints: [...sources('src'), ...sources('scripts')],
    outdir,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

async function buildClient() {
  const entries = ['src/client/form.ts', 'src/client/keys.ts', 'src/client/styles/site.css'].filter(existsSync);
  const result = await build({
    entryPoints: entries,
    outdir: `${outdir}/assets`,
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    bundle: true,
    // What residents and interviewers both need is one file, fetched once.
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome64', 'safari12'],
    // esbuild doubts destructuring in Safari 12 for a rare fault that nothing here meets.
    supported: { destructuring: true },
    metafile: true,
    logLevel: 'warning',
  });
  const manifest = {};
  const current = new Set(['manifest.json']);
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    current.add(basename(file));
    if (output.entryPoint) manifest[basename(output.entryPoint).replace(/\.ts$/, '.js')] = basename(file);
  }
  writeFileSync(`${outdir}/assets/manifest.json`, JSON.stringify(manifest));
  // A server that is running keeps its files: only what this build did not make goes.
  for (const file of readdirSync(`${outdir}/assets`)) if (!current.has(file)) rmSync(`${outdir}/assets/${file}`);
}

mkdirSync(`${outdir}/assets`, { recursive: true });
await Promise.all([buildServer(), buildClient()]);
