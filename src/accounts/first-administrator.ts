/** What this file needs of the account store. */
interface FirstLinks {
  isEmpty(): Promise<boolean>;
  keepFirstLink(token: string, expiresAt: Date): Promise<void>;
}

const lifetime = 3_600_000;

/** The path of a new link that makes the first administrator, good for an hour; undefined where an account exists. An earlier link ends. */
export async function firstAdministratorLink(parts: {
  accounts: FirstLinks;
  now: () => Date;
  randomHex: (bytes: number) => string;
}): Promise<string | undefined> {
  if (!(await parts.accounts.isEmpty())) return undefined;
  const token = parts.randomHex(24);
  await parts.accounts.keepFirstLink(token, new Date(parts.now().getTime() + lifetime));
  return `/first-administrator/${token}`;
}
