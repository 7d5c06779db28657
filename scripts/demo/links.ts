import { batchLinks } from '../../src/links/batch-links.js';
import type { Link, LinkBatch } from '../../src/links/link.js';
import { linkHashes, linkResponseId, tokenOf } from '../../src/links/tokens.js';
import type { Wave } from '../../src/waves/wave.js';
import type { Assignment } from './assignments.js';

/** How many links are sent for each that is used. */
const sentForOne = 4;

interface Sending {
  wave: Pick<Wave, 'id' | 'opensAt'>;
  work: readonly Assignment[];
  sha256: (text: string) => string;
  hmac?: (text: string) => string;
}

/** The numbers of the links by which interviews come, from 1 in each survey. */
export function linkNumbers(work: readonly Assignment[]): Map<Assignment, number> {
  const last = new Map<string, number>();
  const numbers = new Map<Assignment, number>();
  for (const assignment of work) {
    if (assignment.source.entry !== 'token') continue;
    const number = (last.get(assignment.survey) ?? 0) + 1;
    last.set(assignment.survey, number);
    numbers.set(assignment, number);
  }
  return numbers;
}

/** What a link fixes of the interview it leads to. */
export function linkOf({ wave, hmac, sha256 }: Sending, survey: string, number: number | undefined) {
  if (!hmac || number === undefined) return undefined;
  const batch = batchId(wave, survey, sha256);
  const token = tokenOf(hmac, batch, number);
  const { tokenHash } = linkHashes(token, sha256);
  return { responseId: linkResponseId(token, sha256), link: { tokenHash, batch } };
}

/** One batch a survey, with the links that nobody used. */
export function linkBatches({ wave, work, hmac, sha256 }: Sending): { batch: LinkBatch; made: Link[] }[] {
  if (!hmac) return [];
  const byLink = work.filter(({ source }) => source.entry === 'token');
  return [...new Set(byLink.map(({ survey }) => survey))].map((survey) => {
    const used = byLink.filter((assignment) => assignment.survey === survey);
    const batch = {
      id: batchId(wave, survey, sha256),
      wave: wave.id,
      survey,
      source: used[0]?.source.id ?? '',
      count: used.length * sentForOne,
      createdAt: wave.opensAt,
      createdBy: 'demo',
    };
    return { batch, made: batchLinks(batch, [], { from: 1, to: batch.count }, { hmac, sha256 }) };
  });
}

function batchId(wave: Pick<Wave, 'id'>, survey: string, sha256: (text: string) => string): string {
  return sha256(`demo links ${wave.id} ${survey}`).slice(0, 16);
}
