/** The bytes of a file, from the start each time it is called. */
export type Bytes = () => AsyncIterable<Uint8Array>;

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';

/** How a file's text is encoded, from all its bytes; undefined where it is no text (a workbook, a picture) or empty. */
export async function encodingOf(bytes: Bytes): Promise<Encoding | undefined> {
  const candidates = [trial('utf-8'), trial('gb18030')];
  let length = 0;
  for await (const chunk of bytes()) {
    if (length === 0 && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
    if (chunk.includes(0)) return undefined;
    length += chunk.length;
    for (const candidate of candidates) candidate.feed(chunk);
  }
  return length === 0 ? undefined : candidates.find((candidate) => candidate.fits())?.encoding;
}

function trial(encoding: Encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let sound = true;
  const attempt = (work: () => void) => {
    try {
      if (sound) work();
    } catch {
      sound = false;
    }
  };
  return {
    encoding,
    feed: (chunk: Uint8Array) => attempt(() => decoder.decode(chunk, { stream: true })),
    fits: () => {
      attempt(() => decoder.decode());
      return sound;
    },
  };
}

/** The separator of a table, from its first line: the most frequent of comma, semicolon and tab outside quotes. */
export function separatorOf(text: string): string {
  const line = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? '';
  const count = (separator: string) => line.split(separator).length - 1;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
