import type { Fault, Operand, Rule } from '../types.js';

const deepest = 8;
const largest = 200;

/** Rules and computed values that are too deep or too large to be read by people are not examined further. */
export function ruleSizeFaults(rule: Rule | Operand, path: string): Fault[] {
  if (depthOf(rule) > deepest) return [{ code: 'rule.tooDeep', path, params: { deepest } }];
  return leavesOf(rule) > largest ? [{ code: 'rule.tooLarge', path, params: { largest } }] : [];
}

/** Levels of operators, arithmetic included. */
function depthOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0;
  const inner = Math.max(0, ...Object.values(node).map(depthOf));
  return Array.isArray(node) ? inner : inner + 1;
}

function leavesOf(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1;
  return Object.values(node).reduce<number>((sum, entry) => sum + leavesOf(entry), 0);
}
