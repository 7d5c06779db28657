import { hash, verify } from '@node-rs/argon2';
import { nameKey } from './account.js';
import type { FormFault } from './form-fault.js';

export const passwordLength = 10;

const characters = new Intl.Segmenter();

/** What is wrong with a new password, typed twice. What people take for one character counts as one. */
export function passwordFaults(name: string, password: string, again: string): FormFault[] {
  if ([...characters.segment(password)].length < passwordLength)
    return [{ field: 'password', code: 'passwordTooShort' }];
  if (nameKey(password) === nameKey(name)) return [{ field: 'password', code: 'passwordSameAsName' }];
  return password === again ? [] : [{ field: 'again', code: 'passwordDiffers' }];
}

// Input methods may write the same character in two ways.
const bytesOf = (password: string) => password.normalize('NFKC');

/** argon2id with the library's costs (19 MiB, 2 passes); the salt is 16 bytes as hex. */
export function hashPassword(password: string, saltHex: string): Promise<string> {
  const salt = Uint8Array.from(saltHex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return hash(bytesOf(password), { salt });
}

// The hash of a password nobody has: checking it takes as long as checking a real one.
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$8LIdkVfO2IpfrdTzkzXxdQ$SMBiL7TZT4WYn4OyQ0SH9UfyBOme2Oagoy/76ERDkbU';

/** Whether the password is the account's; without an account it takes as long and is false. */
export async function passwordFits(account: { passwordHash: string } | undefined, password: string): Promise<boolean> {
  const fits = await verify(account?.passwordHash ?? nobody, bytesOf(password));
  return account !== undefined && fits;
}

const letters = 'abcdefghjkmnpqrstuvwxyz123456789';

/** A password of 16 signs in groups of four, none easily taken for another, from 16 random bytes as hex (80 bits used). */
export function oneTimePassword(hex: string): string {
  const signs = (hex.match(/../g) ?? []).map((byte) => letters[Number.parseInt(byte, 16) % letters.length]);
  return (signs.join('').match(/.{4}/g) ?? []).join('-');
}
