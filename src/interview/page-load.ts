/** One showing of a page: what its form brings back when it is sent. */
export interface PageLoad {
  /** The revision the page was shown with; 0 for a page not saved before. */
  revision: number;
  /** Tells two showings of a page apart, in two windows or one after the other. */
  tab: string;
  /** When it was shown, by the server's clock. */
  shownAt: number;
}

type Body = Record<string, unknown>;

/** What a form's hidden fields say; a form without them counts as shown at the very beginning, by nobody. */
export function pageLoadIn(body: Body): PageLoad {
  const tab = body['_tab'];
  return {
    revision: numberIn(body, '_revision'),
    tab: typeof tab === 'string' && /^[0-9a-f]{16}$/.test(tab) ? tab : '',
    shownAt: numberIn(body, '_shown'),
  };
}

/** Ids of the questions and items the sender was shown; undefined where the form does not say. */
export function shownIdsIn(body: Body): Set<string> | undefined {
  const ids = body['_asked'];
  return typeof ids === 'string' ? new Set(ids.split(' ')) : undefined;
}

/** A whole number in a form's hidden field; 0 for anything else. */
function numberIn(body: Body, field: string): number {
  const value = Number(body[field]);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
