import { build } from 'esbuild';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface BuiltStore {
  /** The store's own program, as `superviseEmbedded` runs it. */
  main: string;
  /** `npm run store`. */
  script: string;
  /** The module that supervises, for programs written by a test. */
  supervise: string;
  remove(): void;
}

/** The store's programs built into a folder of their own, so that tests of processes need no earlier build. */
export async function builtStore(): Promise<BuiltStore> {
  const folder = mkdtempSync(join(tmpdir(), 'manyidu-built-'));
  const sources = readdirSync('src/database', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src/database', file));
  await build({
    entryPoints: [...sources, 'scripts/store.ts'],
    outdir: folder,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const embedded = join(folder, 'src/database/embedded');
  return {
    main: join(embedded, 'main.js'),
    script: join(folder, 'scripts/store.js'),
    supervise: join(embedded, 'supervise.js'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
