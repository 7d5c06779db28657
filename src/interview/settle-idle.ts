import { isDoor } from '../definition/door/door-id.js';
import { settleDoor, type Passing } from './combined/pass-door.js';
import type { Draft } from './draft.js';
import { settleDraft } from './settle.js';
import type { Wave } from '../waves/wave.js';

/** What settling what was left needs of the site's parts. */
export interface SettlingIdle extends Passing {
  stores: Passing['stores'] & {
    drafts: Passing['stores']['drafts'] & { idle(since: Date, closedWaves: string[]): Promise<Draft[]> };
    waves: Passing['stores']['waves'] & { list(): Promise<Wave[]> };
  };
}

const idleDays = 7;

/** Settles every draft that has been idle for a week or whose wave is over, as partial or break-off. Returns how many. */
export async function settleIdleDrafts(parts: SettlingIdle): Promise<number> {
  const now = parts.now();
  const closed = (await parts.stores.waves.list()).filter((wave) => wave.closesAt <= now).map((wave) => wave.id);
  const idle = await parts.stores.drafts.idle(new Date(now.getTime() - idleDays * 86_400_000), closed);
  const drafts = idle.filter(({ opening }) => parts.surveys.get(opening.survey, opening.version));
  for (const draft of drafts) {
    if (isDoor(draft.opening.survey)) await settleDoor(parts, draft);
    else await settleDraft(parts, draft, false);
  }
  return drafts.length;
}
