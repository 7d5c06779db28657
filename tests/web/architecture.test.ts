import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/web/root.js';

const folders = ['src', 'scripts', 'schemas', 'views', 'tests', 'docs'];
const paths = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ),
].map((path) => path.replaceAll('\\', '/'));

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const code = paths.filter((path) => path.startsWith('src/') && path.endsWith('.ts'));

/** What stands in backticks and is a path: it has a folder, or the ending of a file. Addresses of the site begin with a slash. */
function namedPaths(document: string): string[] {
  const quoted = [...read(document).matchAll(/`([^`\s]+)`/g)].map(([, text]) => text!);
  return quoted.filter((text) => /^[\w.<*]/.test(text) && (/^[^:@]*\//.test(text) || /\.(ts|json|ejs|md)$/.test(text)));
}

/** `<survey>` and `*` stand for any name; a path may leave out the folders before it. */
function exists(named: string): boolean {
  const pattern = named
    .replace(/\/(…)?$/, '')
    .split(/<\w+>|\*/)
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('[^/]+');
  return paths.some((path) => new RegExp(`(^|/)${pattern}$`).test(path));
}

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (document) => {
  it('names only paths that exist', () => {
    const named = namedPaths(document);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });

  it('is a page that one reads: under 120 lines', () => {
    expect(read(document).split('\n').length).toBeLessThan(120);
  });
});

describe('the house', () => {
  it('names every room of src in ARCHITECTURE.md', () => {
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const architecture = read('ARCHITECTURE.md');
    expect(rooms.map(({ name }) => name).filter((name) => !architecture.includes(`| \`src/${name}\` |`))).toEqual([]);
  });

  it('says of every function of statistics and measurement what it does, with an example', () => {
    const formulas = code.filter((path) => /^src\/(statistics|measurement)\//.test(path));
    const silent = formulas.flatMap((path) => {
      const text = read(path);
      return [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)]
        .filter(
          ({ index }) =>
            !/\/\*\*(?:(?!\*\/)[^])*@example [^]*\*\/\s*$/.test(text.slice(text.lastIndexOf('/**', index), index)),
        )
        .map(([, name]) => `${path} ${name}`);
    });
    expect(formulas.length).toBeGreaterThan(80);
    expect(silent).toEqual([]);
  });

  it('asks the clock at its edges only', () => {
    const edge = /^src\/(database\/embedded\/|main\.ts$)/;
    const asking = code.filter((path) => /\bnew Date\(\)|(?<!new )\bDate\(\)|\bDate\.now\b/.test(read(path)));
    expect(asking.filter((path) => !edge.test(path))).toEqual([]);
  });

  it('has one class, Problem', () => {
    const classes = code.flatMap((path) =>
      [...read(path).matchAll(/^(?:export )?class (\w+)/gm)].map(([, name]) => name),
    );
    expect(classes).toEqual(['Problem']);
  });

  it('calls no file index, utils, helpers or common', () => {
    expect(code.filter((path) => /\/(index|utils?|helpers?|common)\.ts$/.test(path))).toEqual([]);
  });
});
