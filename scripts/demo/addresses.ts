import type { Credential } from './accounts.js';

export interface Addresses {
  address: string;
  surveys: readonly { id: string; title: string }[];
  closedWave: string | undefined;
}

/** Where to begin: one line a page. */
export function addressLines({ address, surveys, closedWave }: Addresses): string[] {
  return [
    '',
    `起始页 Start page         ${address}/`,
    ...surveys.map(({ id, title }) => `${title} 居民 resident   ${address}/s/${id}`),
    `登录 Sign in              ${address}/sign-in`,
    `测评期 Waves              ${address}/waves`,
    ...(closedWave ? [`区县结果 District table    ${address}/waves/${closedWave}`] : []),
  ];
}

/** The accounts with their passwords, where they were made just now. */
export function accountLines(credentials: readonly Credential[] | undefined): string[] {
  if (!credentials) {
    return ['', '账号密码不再显示。 Passwords are shown once. New ones: npm run demo -- --passwords'];
  }
  return [
    '',
    '账号（密码只显示这一次） Accounts (passwords are shown this once)',
    ...credentials.map(({ name, password }) => `  ${name.padEnd(14)} ${password}`),
  ];
}
