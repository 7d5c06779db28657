import { displayWidth } from '../../src/reports/terminal-table.js';
import type { Credential } from './accounts.js';

export interface Addresses {
  address: string;
  surveys: readonly { id: string; title: string }[];
  /** The survey that shows every type of question, where it is open. */
  tour: string | undefined;
  closedWave: string | undefined;
}

/** Where to begin: one line a page. */
export function addressLines({ address, surveys, tour, closedWave }: Addresses): string[] {
  const pages: [string, string][] = [
    ['起始页 Start page', '/'],
    ...surveys.map(({ id, title }): [string, string] => [`${title} Resident`, `/s/${id}`]),
    ...(tour ? [['题型巡览 Tour of question types', `/s/${tour}`] as [string, string]] : []),
    ['登录 Sign in', '/sign-in'],
    ['问卷 Surveys', '/surveys'],
    ['调查期 Waves', '/waves'],
    ...(closedWave ? [['区县结果 District table', `/waves/${closedWave}`] as [string, string]] : []),
  ];
  const width = Math.max(...pages.map(([name]) => displayWidth(name)));
  return pages.map(([name, path]) => `${name}${' '.repeat(width - displayWidth(name))}  ${address}${path}`);
}

/** The accounts with their passwords, where they were made just now. */
export function accountLines(credentials: readonly Credential[] | undefined): string[] {
  if (!credentials) return ['密码不再显示。 Passwords are shown only once. New ones: npm run demo -- --passwords'];
  return [
    '账号和密码（只显示这一次） Accounts and passwords (shown only this once)',
    ...credentials.map(({ name, password }) => `  ${name.padEnd(14)} ${password}`),
  ];
}
