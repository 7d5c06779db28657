import { tokenAgain, type Digests } from './batch-links.js';
import type { Link, LinkBatch } from './link.js';
import { qrCode, type QrCode } from './qr-code.js';
import { linkAddress } from './tokens.js';

/** Labels of a printed page, three columns of eight; ten pages are shown at once. */
const labelsPerPage = 24;
export const labelsPerSheet = 10 * labelsPerPage;

export interface SheetLabel {
  /** As wide as the batch's last number. */
  number: string;
  label: string;
  /** The address without `http://`, before the token. */
  host: string;
  /** The token in groups, for typing. */
  token: string[];
  code: QrCode;
  revoked: boolean;
}

export interface Sheet {
  page: number;
  from: number;
  to: number;
}

/** The parts a batch is printed in. */
export function sheetsOf({ count }: Pick<LinkBatch, 'count'>): Sheet[] {
  return Array.from({ length: Math.ceil(count / labelsPerSheet) }, (_, at) => ({
    page: at + 1,
    from: at * labelsPerSheet + 1,
    to: Math.min(count, (at + 1) * labelsPerSheet),
  }));
}

/** Links as labels, page by page of paper; undefined where the site's secret has changed since they were made. */
export function sheetPages(
  batch: LinkBatch,
  links: readonly Link[],
  baseUrl: string,
  digests: Digests,
): SheetLabel[][] | undefined {
  const labels = links.map((link) => {
    const token = tokenAgain(link, digests);
    return token === undefined ? undefined : sheetLabel(batch, link, linkAddress(baseUrl, token), token);
  });
  const whole = labels.filter((label) => label !== undefined);
  if (whole.length < labels.length) return undefined;
  return Array.from({ length: Math.ceil(whole.length / labelsPerPage) }, (_, at) =>
    whole.slice(at * labelsPerPage, (at + 1) * labelsPerPage),
  );
}

function sheetLabel({ count }: LinkBatch, link: Link, address: string, token: string): SheetLabel {
  return {
    number: String(link.number).padStart(String(count).length, '0'),
    label: link.label ?? '',
    host: address.slice(0, -token.length).replace(/^https?:\/\//, ''),
    // Fives, and what is left over with the last of them.
    token: token.match(/.{5}(?=.{5})|.+/g) ?? [],
    code: qrCode(address),
    revoked: link.revoked !== undefined,
  };
}
