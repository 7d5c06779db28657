import type { Fault } from './types.js';

const space = /[ \t\n\r]*/y;
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const deepest = 200;

interface Scan {
  text: string;
  at: number;
  faults: Fault[];
}

/** Where a text stops being JSON, by line and column, and keys written twice, of which JSON.parse keeps the last. */
export function jsonFaults(text: string): Fault[] {
  const scan: Scan = { text, at: 0, faults: [] };
  const isWhole = value(scan, 0) && skip(scan) === text.length;
  return isWhole ? scan.faults : [...scan.faults, fault(scan, 'json.syntax', {})];
}

function value(scan: Scan, depth: number): boolean {
  skip(scan);
  const first = scan.text[scan.at];
  if (depth > deepest) return false;
  if (first === '{') return list(scan, '}', member(new Set(), depth + 1));
  if (first === '[') return list(scan, ']', (inner) => value(inner, depth + 1));
  return (first === '"' ? take(scan, string) : take(scan, scalar)) !== undefined;
}

/** From the opening bracket to the closing one. */
function list(scan: Scan, close: string, entry: (scan: Scan) => boolean): boolean {
  scan.at += 1;
  if (next(scan, close)) return true;
  do {
    if (!entry(scan)) return false;
  } while (next(scan, ','));
  return next(scan, close);
}

function member(seen: Set<string>, depth: number): (scan: Scan) => boolean {
  return (scan) => {
    skip(scan);
    const start = scan.at;
    const key = take(scan, string);
    if (key === undefined) return false;
    if (seen.has(key)) scan.faults.push(fault({ ...scan, at: start }, 'json.duplicateKey', { key: key.slice(1, -1) }));
    seen.add(key);
    return next(scan, ':') && value(scan, depth);
  };
}

function next(scan: Scan, character: string): boolean {
  const isNext = scan.text[skip(scan)] === character;
  if (isNext) scan.at += 1;
  return isNext;
}

function skip(scan: Scan): number {
  take(scan, space);
  return scan.at;
}

function take(scan: Scan, pattern: RegExp): string | undefined {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text)?.[0];
  scan.at += found?.length ?? 0;
  return found;
}

function fault({ text, at }: Scan, code: string, params: Fault['params']): Fault {
  const lines = text.slice(0, at).split('\n');
  return { code, path: '', params: { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, ...params } };
}
