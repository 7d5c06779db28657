import { grouped, letters, readLetters } from '../links/letters.js';

const codeLength = 12;

type Hmac = (text: string) => string;

/** The code by which a resident goes on with an interview on another device, 60 bits, e.g. 7KQM-42XD-PA9T: made again from the response's id whenever it is shown. */
export function resumeCode(hmac: Hmac, responseId: string): string {
  return grouped(letters(hmac(`resume:${responseId}`), codeLength), 4);
}

/** What the draft is found by; undefined where the text can be no code. Keyed, so that whoever reads the store cannot try codes. */
export function resumeHash(hmac: Hmac, written: string): string | undefined {
  const code = readLetters(written, codeLength);
  return code === undefined ? undefined : hmac(`resume-hash:${code}`);
}
