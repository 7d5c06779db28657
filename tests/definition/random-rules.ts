import * as fc from 'fast-check';
import type { Operand, Rule } from '../../src/definition/types.js';

const ids = ['home', 'used', 'first', 'overall', 'trips', 'when', 'why', 'mean', 'ok', 'unknown'];
const id = fc.constantFrom(...ids);
const constant = fc.oneof(
  fc.constantFrom<number | string>(
    0,
    1,
    2,
    10,
    -1,
    1.5,
    '1',
    '2026-01-05',
    '2026年1月5日',
    '越城区',
    '”（1）',
    '',
    '\\”',
    ' + 1',
  ),
  fc.string({ maxLength: 4 }),
);
const codes = fc.constantFrom(1, 2, 3);

/** Any rule that the language allows, of a few levels. */
export const { rule: anyRule } = fc.letrec<{ rule: Rule; operand: Operand }>((tie) => {
  const operands = fc.array(tie('operand'), { minLength: 2, maxLength: 3 });
  const pair = fc.tuple(tie('operand'), tie('operand'));
  const rules = fc.array(tie('rule'), { minLength: 1, maxLength: 3 });
  return {
    operand: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.oneof(constant, fc.record({ answer: id }), fc.constant<Operand>({ today: true })),
      ...(['add', 'multiply', 'min', 'max', 'first'] as const).map((key) =>
        operands.map((args) => ({ [key]: args }) as unknown as Operand),
      ),
      ...(['subtract', 'divide', 'days'] as const).map((key) =>
        pair.map((args) => ({ [key]: args }) as unknown as Operand),
      ),
      fc.record({ if: fc.tuple(tie('rule'), tie('operand'), tie('operand')) }),
      fc.record({ count: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }) }),
      fc.record({ place: fc.tuple(id, codes) }),
    ),
    rule: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.oneof(
        fc.record({ answered: id }),
        fc.record({ selected: fc.tuple(id, codes) }),
        fc.record({
          missing: fc.tuple(
            id,
            fc.uniqueArray(fc.constantFrom('dontKnow' as const, 'refused' as const, 'notUsed' as const), {
              minLength: 1,
            }),
          ),
        }),
      ),
      ...(['equal', 'notEqual', 'less', 'atMost', 'greater', 'atLeast'] as const).map((key) =>
        pair.map((args) => ({ [key]: args }) as unknown as Rule),
      ),
      fc.record({ in: fc.tuple(tie('operand'), fc.array(constant, { minLength: 1, maxLength: 3 })) }),
      fc.record({ not: tie('rule') }),
      fc.record({ and: rules }),
      fc.record({ or: rules }),
    ),
  };
}) as unknown as { rule: fc.Arbitrary<Rule> };

const twins = [
  ['equal', 'notEqual', 'less', 'atMost', 'greater', 'atLeast'],
  ['add', 'multiply', 'min', 'max', 'first'],
  ['subtract', 'divide', 'days'],
  ['and', 'or'],
];
const named = ['answer', 'answered', 'selected', 'missing', 'count', 'place'];

/** Rules and operands that differ from the given one in a single place. */
export function neighbours(node: unknown): unknown[] {
  if (typeof node === 'number') return [node + 1, String(node)];
  if (typeof node === 'string') return ['', `${node}”`, ` ${node}`, { answer: 'trips' }];
  if (Array.isArray(node)) return changed(node, neighbours);
  if (typeof node !== 'object' || node === null) return [];
  const [key = '', args] = Object.entries(node)[0] ?? [];
  const others = twins.find((family) => family.includes(key))?.filter((other) => other !== key) ?? [];
  const constants = (entry: unknown) => neighbours(entry).filter((other) => typeof other !== 'object');
  const inside = named.includes(key)
    ? renamed(args)
    : key === 'in' && Array.isArray(args)
      ? [
          ...neighbours(args[0]).map((other) => [other, args[1]]),
          ...changed(args[1] as unknown[], constants).map((values) => [args[0], values]),
        ]
      : [
          ...neighbours(args),
          ...regrouped(key, args),
          ...(others.length > 0 ? [[...(args as unknown[])].reverse()] : []),
        ];
  return [...others.map((other) => ({ [other]: args })), ...inside.map((other) => ({ [key]: other }))];
}

const changed = (list: unknown[], change: (entry: unknown) => unknown[]) =>
  list.flatMap((entry, at) => change(entry).map((other) => list.map((each, n) => (n === at ? other : each))));

/** Other ids and other codes. */
function renamed(args: unknown): unknown[] {
  if (typeof args === 'number') return [args + 1];
  if (typeof args === 'string') return ids.filter((other) => other !== args);
  if (!Array.isArray(args)) return [];
  const [id, codes] = args as unknown[];
  return Array.isArray(codes) ? renamed(id).map((other) => [other, codes]) : changed(args, renamed);
}

/** The same parts, other brackets. */
function regrouped(key: string, args: unknown): unknown[] {
  if (!['and', 'or', 'add', 'multiply', 'min', 'max', 'first'].includes(key) || !Array.isArray(args) || args.length < 3)
    return [];
  return [
    [args[0], { [key]: args.slice(1) }],
    [{ [key]: args.slice(0, -1) }, args.at(-1)],
  ];
}
