import type { Frame } from './frame.js';
import type { TreeNode } from './wave-measurement.js';

/**
 * The frame with service districts cut by mode: what is asked of its districts is answered for each mode in each district. It serves for
 * estimates alone, not for weights: districts of residence stay as they are.
 *
 * @param frame districts x modes
 * @returns districts of the new frame are the modes of the first district, of the second, ...; rows in no district stay in none
 * @example a user in the second of two districts by the first of three modes: service 3
 */
export function byDistrictAndMode(frame: Frame): Frame {
  const { mode, service } = frame.columns;
  const modes = frame.modes.length;
  const cell = service.map((district, row) => (district < 0 ? -1 : district * modes + (mode[row] as number)));
  const districts = frame.districts.flatMap((district) => frame.modes.map((each) => `${district} ${each}`));
  return { ...frame, districts, columns: { ...frame.columns, service: cell } };
}

/**
 * The frame with all service districts together, cut by mode.
 *
 * @param frame districts x modes
 * @returns districts of the new frame are the modes
 * @example a user in any district by the first mode: service 0; somebody who used the service elsewhere: -1
 */
export function byMode(frame: Frame): Frame {
  const { mode, service } = frame.columns;
  const cell = service.map((district, row) => (district < 0 ? -1 : (mode[row] as number)));
  return { ...frame, districts: frame.modes, columns: { ...frame.columns, service: cell } };
}

/**
 * A node with everything below it.
 *
 * @param nodes a parent before its children
 * @param id of the node at the top
 * @returns nodes in the same order, the one asked for first
 * @example subtree(nodes, 'survey:finance').every(({ survey }) => survey === 'finance') // true
 */
export function subtree(nodes: readonly TreeNode[], id: string): TreeNode[] {
  const below = new Set([id]);
  for (const node of nodes) if (below.has(node.parent)) below.add(node.id);
  return nodes.filter((node) => below.has(node.id));
}
