/** Digits and letters without those people confuse (I, L, O, U): five bits each. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `count` letters of a number in hex, five bits a letter. */
export function letters(hex: string, count: number): string {
  const written: string[] = [];
  // Five hex digits are four letters.
  for (let at = 0; written.length < count; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16);
    if (Number.isNaN(bits) || hex.length < at + 5) throw new Error('letters requires enough hex digits');
    written.push(...[15, 10, 5, 0].map((shift) => alphabet[(bits >> shift) & 31] ?? ''));
  }
  return written.slice(0, count).join('');
}

/** Letters as a person or a keyboard wrote them: small, full-width, with spaces, dashes or whatever stood around them, O for 0, I or L for 1. Undefined where it is not that many. */
export function readLetters(written: string, count: number): string | undefined {
  const plain = written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return plain.length === count && plain.split('').every((letter) => alphabet.includes(letter)) ? plain : undefined;
}

/** Letters in groups, for reading: ABCDEFGH in fours is ABCD-EFGH. */
export function grouped(text: string, size: number, between = '-'): string {
  return (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(between);
}
