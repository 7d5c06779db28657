/**
 * Draws whole numbers from 0 to before `below`, the same ones for the same seed and id in every browser and on the server: mulberry32 (Tommy
 * Ettinger, public domain), begun with the FNV-1a hash of both, mixed once more as MurmurHash3 ends. Golden vectors hold it: it must never change.
 */
export function seededDraws(seed: number, id: string): (below: number) => number {
  let state = mixed(hashed(`${seed}:${id}`));
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}

function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

function mixed(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
