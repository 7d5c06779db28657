import { letters, readLetters } from './letters.js';

/** HMAC-SHA-256 under the site's secret, lower-case hex. */
export type Hmac = (text: string) => string;
export type Sha256 = (text: string) => string;

const tokenLength = 26;

/** The token of a link, 130 bits: made again from its batch and number whenever the batch is exported, and kept nowhere. */
export function tokenOf(hmac: Hmac, batch: string, number: number): string {
  return letters(hmac(`link:${batch}:${number}`), tokenLength);
}

/** The token in an address as it was typed; undefined where it can be none. */
export function readToken(written: string): string | undefined {
  return readLetters(written, tokenLength);
}

/** The id of the one response a link leads to: the same on every device. */
export function linkResponseId(token: string, sha256: Sha256): string {
  return sha256(`response:${token}`).slice(0, 32);
}

/** What a link is kept under. Whoever reads the store learns neither the token nor the address of an interview that has not begun. */
export function linkHashes(token: string, sha256: Sha256): { tokenHash: string; responseHash: string } {
  return { tokenHash: sha256(token), responseHash: sha256(linkResponseId(token, sha256)) };
}

export function linkAddress(baseUrl: string, token: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/l/${token}`;
}

/** Whether addresses on this host open on its own machine only. */
export function isLocalAddress(baseUrl: string): boolean {
  return /^https?:\/\/(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])(:|\/|$)/i.test(baseUrl);
}
