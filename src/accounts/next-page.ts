import type { Role } from './account.js';
import { mayRequest, mayUse, permissionFor } from './permissions.js';

/** A page of this site as path and query, or undefined for anything that could lead elsewhere. */
export function sameSitePath(text: string): string | undefined {
  if (!text.startsWith('/') || !URL.canParse(text, 'http://here.invalid')) return undefined;
  const address = new URL(text, 'http://here.invalid');
  // Dots are resolved by now: "/x/..//host" has become "//host", which a browser takes for another site.
  const elsewhere = address.host !== 'here.invalid' || address.pathname.startsWith('//');
  return elsewhere ? undefined : address.pathname + address.search;
}

/** Where a person goes after signing in: to the page they asked for, if it is theirs to see, else to their work. */
export function nextPage(role: Role, asked: string | undefined): string {
  const path = asked === undefined ? undefined : sameSitePath(asked);
  const permission = path === undefined ? undefined : permissionFor('GET', path.split('?')[0] ?? '/');
  if (path !== undefined && permission && permission.path !== '/sign-in' && mayUse(permission, role)) return path;
  return mayRequest(role, 'GET', '/waves') ? '/waves' : '/interviews';
}
