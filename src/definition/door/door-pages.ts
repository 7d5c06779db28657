import type { Definition, ModeText, Page, Question, Rule } from '../types.js';
import { doorNames, ownId, type DoorNames } from './door-names.js';
import { renamed } from './renamed.js';
import { screenedPages } from './screened-pages.js';
import { sharedIds } from './shared-ids.js';

/**
 * The pages of a door in their order: what all surveys ask in the same words, once; then on one page what they ask beside it in words of
 * their own; then each survey's own pages. The explanation on the page of consent is that of the whole interview.
 */
export function doorPages(definitions: readonly Definition[], notice: ModeText): Page[] {
  const shared = sharedIds(definitions);
  const names = doorNames(definitions);
  const split = definitions.map((definition) => splitPages(definition, shared, names.get(definition.id) ?? new Map()));
  const beside = split.flatMap((each) => each.beside);
  const [first] = definitions;
  return [
    ...(first ? sharedPages(first, shared, notice) : []),
    ...(beside.length === 0 ? [] : [{ id: besideId, ...titleOf(split), questions: beside }]),
    ...split.flatMap((each) => each.own),
  ];
}

// No survey's page has such an id: theirs begin with a letter.
const besideId = '__beside';

function sharedPages(first: Definition, shared: ReadonlySet<string>, notice: ModeText): Page[] {
  return screenedPages(first).flatMap((page) => {
    const questions = page.questions.filter(({ id }) => shared.has(id));
    const asksConsent = questions.some(({ id }) => id === first.profile.consent);
    const explained = asksConsent ? [{ id: '__notice', type: 'note', text: notice } as const, ...questions] : questions;
    return questions.some(isAnswerable) ? [{ ...page, questions: explained }] : [];
  });
}

interface Split {
  /** Questions of their own on pages that also have shared ones. */
  beside: Question[];
  /** Title of the first such page. */
  title?: Page['title'];
  own: Page[];
}

function splitPages(definition: Definition, shared: ReadonlySet<string>, names: DoorNames): Split {
  const pages = screenedPages(definition);
  const isShared = ({ id }: Question) => shared.has(id);
  const mixed = pages.filter(({ questions }) => questions.some((each) => isShared(each) && isAnswerable(each)));
  const withOwn = mixed.filter(({ questions }) => questions.some((each) => !isShared(each) && isAnswerable(each)));
  const own = pages.filter((page) => !mixed.includes(page));
  return {
    beside: withOwn
      .flatMap((page) => page.questions.filter((each) => !isShared(each)).map((each) => under(page, each)))
      .map((each) => renamed(each, names)),
    ...(withOwn[0]?.title ? { title: withOwn[0].title } : {}),
    own: own.map((page) => ({ ...renamed(page, names), id: ownId(definition, page.id) })),
  };
}

function titleOf(split: readonly Split[]): Pick<Page, 'title'> {
  const title = split.find((each) => each.title)?.title;
  return title ? { title } : {};
}

/** A question by itself where its page is asked under a condition. */
function under({ when: pageWhen }: Page, question: Question): Question {
  const rules = [pageWhen, question.when].filter((rule): rule is Rule => rule !== undefined);
  return pageWhen === undefined ? question : { ...question, when: { and: rules } };
}

function isAnswerable({ type }: Question): boolean {
  return type !== 'note';
}
