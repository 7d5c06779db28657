/** What came of the personal links of a wave. */
export interface WaveLinks {
  made: number;
  /** Interviews begun, those that are settled included. */
  begun: number;
  /** Sent in by whoever answered. */
  answered: number;
  underWay: number;
  /** Taken back before anybody began: in no rate. */
  withdrawn: number;
  /** Neither begun nor taken back. */
  untouched: number;
}

/** One batch as the stores know it; links by the hash of their token. */
export interface BatchUse {
  made: number;
  isRevoked: boolean;
  revokedSingly: readonly string[];
  underWay: readonly string[];
  used: readonly { tokenHash?: string; result: string }[];
}

/** The links of several batches together. */
export function waveLinks(batches: readonly BatchUse[]): WaveLinks {
  const sum: WaveLinks = { made: 0, begun: 0, answered: 0, underWay: 0, withdrawn: 0, untouched: 0 };
  for (const each of batches.map(linksOf)) {
    for (const name of Object.keys(sum) as (keyof WaveLinks)[]) sum[name] += each[name];
  }
  return sum;
}

function linksOf({ made, isRevoked, revokedSingly, underWay, used }: BatchUse): WaveLinks {
  const begunHashes = new Set([...underWay, ...used.flatMap(({ tokenHash }) => tokenHash ?? [])]);
  const begun = underWay.length + used.length;
  const idle = Math.max(made - begun, 0);
  const withdrawn = isRevoked ? idle : revokedSingly.filter((hash) => !begunHashes.has(hash)).length;
  const answered = used.filter(({ result }) => result !== 'partial' && result !== 'breakOff').length;
  return { made, begun, answered, underWay: underWay.length, withdrawn, untouched: idle - withdrawn };
}
