import { createHash, createHmac, randomBytes } from 'node:crypto';

/** SHA-256 of a text, lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA-256 under a secret, lower-case hex. */
export function hmacUnder(secret: string): (text: string) => string {
  return (text) => createHmac('sha256', secret).update(text).digest('hex');
}

/** That many random bytes, lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
