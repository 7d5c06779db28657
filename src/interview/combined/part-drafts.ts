import { screenedPages } from '../../definition/door/screened-pages.js';
import { ownId } from '../../definition/door/door-names.js';
import type { Surveys } from '../../definition/surveys.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Opening } from '../../responses/response.js';
import type { Draft, DraftPage } from '../draft.js';
import type { Allocation, Share } from './allocation.js';
import { partId } from './part-of.js';
import { surveysBehind } from './surveys-behind.js';

/** The drafts of an interview's surveys as they begin behind the door: each with its own id, its allocation and the door's answers. */
export function partDrafts(
  door: Draft,
  { eligible, shares }: Allocation,
  sha256: (text: string) => string,
): { draft: Draft; isAsked: boolean }[] {
  const asked = shares.filter(({ isAsked }) => isAsked);
  const atDoor = Object.keys(door.pages).length;
  return shares.map((share) => {
    const at = asked.indexOf(share);
    const sum = (some: readonly Share[]) => some.reduce((pages, each) => pages + ownPages(each.questionnaire), 0);
    const part = { before: atDoor + sum(asked.slice(0, Math.max(at, 0))), after: sum(asked.slice(at + 1)) };
    const draft = partDraft(door, { ...share, eligible }, sha256);
    return { draft: share.isAsked ? { ...draft, part } : draft, isAsked: share.isAsked };
  });
}

/** One survey's draft as the door has filled it in; without `eligible` where the door was not answered to its end. */
export function partDraft(
  door: Draft,
  { questionnaire, pages, allocation, eligible }: Omit<Share, 'isAsked'> & { eligible?: string[] },
  sha256: (text: string) => string,
): Draft {
  const { definition, hash } = questionnaire;
  const responseId = partId(door.responseId, definition.id, sha256);
  const survey = { survey: definition.id, version: definition.version, definitionHash: hash };
  const given = (id: string): DraftPage => ({
    revision: 1,
    answers: pages.get(id) ?? {},
    spent: (door.pages[id] ?? door.pages[ownId(definition, id)])?.spent ?? 0,
    given: true,
  });
  return {
    responseId,
    opening: { ...door.opening, responseId, ...survey, allocation, ...(eligible ? { eligible } : {}) },
    language: door.language,
    pages: Object.fromEntries([...pages.keys()].map((id) => [id, given(id)])),
    modeTrail: door.modeTrail,
    state: 'open',
    updatedAt: door.updatedAt,
  };
}

/** How many pages a survey has behind the door, those included that may not be asked. */
export function ownPages({ definition }: Questionnaire): number {
  return definition.pages.length - screenedPages(definition).length;
}

/** The draft of an interview that begins at a door to several surveys, of which so many at most will be asked. */
export function doorDraft(
  opening: Opening,
  surveys: Surveys,
  { surveysPerPerson }: { surveysPerPerson: number },
): Draft {
  const { responseId, language, mode, startedAt } = opening;
  const pages = surveysBehind(surveys, { opening })
    .map(ownPages)
    .sort((a, b) => b - a);
  const after = pages.slice(0, surveysPerPerson).reduce((sum, each) => sum + each, 0);
  return {
    responseId,
    opening,
    language,
    pages: {},
    modeTrail: [{ mode, at: startedAt }],
    state: 'open',
    part: { before: 0, after },
    updatedAt: startedAt,
  };
}
