import type { Measured } from '../waves/measured.js';

/** Makes something of a wave once for as long as the wave is measured the same, by name. */
export function remembered<T>(make: (measured: Measured, name: string) => T): typeof make {
  const known = new WeakMap<Measured, Map<string, T>>();
  return (measured, name) => {
    const own = known.get(measured) ?? new Map<string, T>();
    known.set(measured, own);
    const made = own.get(name) ?? make(measured, name);
    own.set(name, made);
    return made;
  };
}
