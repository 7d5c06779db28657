import { roles, type Role } from './account.js';

export interface Permission {
  method: 'GET' | 'POST' | 'PUT';
  /** As the route is written in Express. */
  path: string;
  roles: 'public' | readonly Role[];
}

const everyone = 'public';
const interviewers: readonly Role[] = ['enumerator', 'supervisor', 'administrator'];
const readers: readonly Role[] = ['analyst', 'supervisor', 'administrator'];
const analysts: readonly Role[] = ['analyst', 'administrator'];
const administrators: readonly Role[] = ['administrator'];

/** Who may do what: every route of the site, once. A route that is not here does not exist. */
export const permissions: readonly Permission[] = [
  { method: 'GET', path: '/', roles: everyone },
  { method: 'GET', path: '/health', roles: everyone },

  { method: 'GET', path: '/s/:survey', roles: everyone },
  { method: 'GET', path: '/s/:survey/r/:response/p/:page', roles: everyone },
  { method: 'POST', path: '/s/:survey/r/:response/p/:page', roles: everyone },
  { method: 'GET', path: '/s/:survey/r/:response/end', roles: everyone },
  { method: 'GET', path: '/l/:token', roles: everyone },
  { method: 'GET', path: '/resume', roles: everyone },
  { method: 'POST', path: '/resume', roles: everyone },
  { method: 'GET', path: '/i/:wave', roles: everyone },
  { method: 'GET', path: '/i/:wave/r/:interview/p/:page', roles: everyone },
  { method: 'POST', path: '/i/:wave/r/:interview/p/:page', roles: everyone },
  { method: 'GET', path: '/i/:wave/r/:interview/next', roles: everyone },
  { method: 'POST', path: '/i/:wave/r/:interview/next', roles: everyone },
  // Residents and devices: the room itself decides what a sender without an account may send.
  { method: 'PUT', path: '/api/responses/:response', roles: everyone },

  { method: 'GET', path: '/interviews', roles: interviewers },
  { method: 'POST', path: '/interviews', roles: interviewers },
  { method: 'GET', path: '/interviews/:response/p/:page', roles: interviewers },
  { method: 'POST', path: '/interviews/:response/p/:page', roles: interviewers },
  { method: 'GET', path: '/interviews/:response/end', roles: interviewers },
  { method: 'GET', path: '/interviews/:response/outcome', roles: interviewers },
  { method: 'POST', path: '/interviews/:response/outcome', roles: interviewers },
  { method: 'GET', path: '/interviews/:response/next', roles: interviewers },
  { method: 'POST', path: '/interviews/:response/next', roles: interviewers },

  { method: 'GET', path: '/waves', roles: readers },
  { method: 'POST', path: '/waves', roles: analysts },
  { method: 'GET', path: '/waves/new', roles: analysts },
  { method: 'GET', path: '/waves/:wave', roles: readers },
  { method: 'GET', path: '/waves/:wave/surveys/:survey', roles: readers },
  { method: 'GET', path: '/waves/:wave/change', roles: readers },
  { method: 'GET', path: '/waves/:wave/modes', roles: readers },
  { method: 'GET', path: '/waves/:wave/recipe', roles: readers },
  { method: 'GET', path: '/waves/:wave/chart.svg', roles: readers },
  { method: 'GET', path: '/waves/:wave/models/:sector', roles: readers },
  { method: 'GET', path: '/waves/:wave/truth', roles: readers },
  { method: 'GET', path: '/waves/:wave/ranking.csv', roles: analysts },
  { method: 'GET', path: '/waves/:wave/archive.zip', roles: analysts },

  { method: 'GET', path: '/waves/:wave/quotas', roles: readers },
  { method: 'POST', path: '/waves/:wave/quotas', roles: readers },

  { method: 'GET', path: '/waves/:wave/field-rates', roles: readers },
  { method: 'GET', path: '/waves/:wave/field-rates/rates.csv', roles: readers },

  { method: 'GET', path: '/waves/:wave/links', roles: readers },
  { method: 'POST', path: '/waves/:wave/links', roles: readers },
  { method: 'GET', path: '/waves/:wave/links/:batch', roles: readers },
  { method: 'GET', path: '/waves/:wave/links/:batch/links.csv', roles: readers },
  { method: 'GET', path: '/waves/:wave/links/:batch/sheet', roles: readers },
  { method: 'GET', path: '/waves/:wave/links/:batch/revoke', roles: readers },
  { method: 'POST', path: '/waves/:wave/links/:batch/revoke', roles: readers },

  { method: 'GET', path: '/plan', roles: readers },

  { method: 'GET', path: '/surveys', roles: readers },
  { method: 'GET', path: '/surveys/:survey/versions/:version', roles },
  { method: 'GET', path: '/surveys/:survey/versions/:version/cards', roles },

  { method: 'GET', path: '/intake', roles: readers },
  { method: 'GET', path: '/intake/conflicts/:conflict', roles: readers },
  { method: 'POST', path: '/intake/conflicts/:conflict', roles: readers },
  { method: 'GET', path: '/intake/quarantine/:item', roles: readers },
  // A form that was shown again stands at the address it was sent to: reading it leads back to its page.
  { method: 'GET', path: '/intake/quarantine/:item/release', roles: readers },
  { method: 'POST', path: '/intake/quarantine/:item/release', roles: readers },
  { method: 'GET', path: '/intake/quarantine/:item/reject', roles: readers },
  { method: 'POST', path: '/intake/quarantine/:item/reject', roles: readers },
  { method: 'GET', path: '/responses/:response', roles: readers },
  { method: 'GET', path: '/responses/:response/correct', roles: readers },
  { method: 'POST', path: '/responses/:response/correct', roles: readers },
  { method: 'GET', path: '/responses/:response/exclude', roles: readers },
  { method: 'POST', path: '/responses/:response/exclude', roles: readers },
  { method: 'GET', path: '/responses/:response/include', roles: readers },
  { method: 'POST', path: '/responses/:response/include', roles: readers },

  { method: 'GET', path: '/imports', roles: analysts },
  { method: 'POST', path: '/imports', roles: analysts },
  { method: 'GET', path: '/imports/:run', roles: analysts },
  { method: 'GET', path: '/imports/:run/rejected.csv', roles: analysts },

  { method: 'GET', path: '/sign-in', roles: everyone },
  { method: 'POST', path: '/sign-in', roles: everyone },
  { method: 'GET', path: '/first-administrator/:token', roles: everyone },
  { method: 'POST', path: '/first-administrator/:token', roles: everyone },
  { method: 'POST', path: '/sign-out', roles },
  { method: 'GET', path: '/account', roles },
  { method: 'POST', path: '/account', roles },
  { method: 'GET', path: '/accounts', roles: administrators },
  { method: 'POST', path: '/accounts', roles: administrators },
  { method: 'POST', path: '/accounts/:account/role', roles: administrators },
  { method: 'POST', path: '/accounts/:account/password', roles: administrators },
  { method: 'POST', path: '/accounts/:account/disable', roles: administrators },
  { method: 'POST', path: '/accounts/:account/enable', roles: administrators },
  { method: 'GET', path: '/audit', roles: administrators },
];

/** How many segments are words of their own, or -1 where the path does not fit. Like Express: case and one last slash do not count. */
function fit(pattern: string, path: string): number {
  const wanted = pattern.toLowerCase().split('/');
  const given = path.toLowerCase().split('/');
  if (path.length > 1 && path.endsWith('/')) given.pop();
  if (wanted.length !== given.length) return -1;
  const fits = wanted.every((segment, i) => (segment.startsWith(':') ? given[i] !== '' : segment === given[i]));
  return fits ? wanted.filter((segment) => !segment.startsWith(':')).length : -1;
}

/** The line of the table for a request; of two that fit, the one with fewer parameters. */
export function permissionFor(method: string, path: string): Permission | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return permissions
    .filter((line) => line.method === asked && fit(line.path, path) >= 0)
    .sort((a, b) => fit(b.path, path) - fit(a.path, path))[0];
}

/** Whether the table lets a role make a request: what a page offers is what the guard would let through. */
export function mayRequest(role: Role | undefined, method: Permission['method'], path: string): boolean {
  const permission = permissionFor(method, path);
  return permission !== undefined && mayUse(permission, role);
}

export function mayUse(permission: Permission, role: Role | undefined): boolean {
  return permission.roles === 'public' || (role !== undefined && permission.roles.includes(role));
}
