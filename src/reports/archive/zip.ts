import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { ArchiveFile } from './archive.js';

/** Packs files piece by piece, so that no file need be held whole. Times are those given: equal files make equal archives. */
export function* zipped(files: readonly ArchiveFile[], at: Date): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const take = function* (): Generator<Uint8Array> {
    yield* ready;
    ready = [];
  };
  for (const { name, pieces } of files) {
    const packed = new ZipDeflate(name, { level: 6 });
    packed.mtime = at;
    zip.add(packed);
    for (const piece of pieces) {
      packed.push(strToU8(piece));
      yield* take();
    }
    packed.push(new Uint8Array(), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
