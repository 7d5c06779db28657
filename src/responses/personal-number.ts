// A Chinese mobile number, spaced in any way or with hyphens as people write them, or a resident identity number; alone or within other text.
const mobile = /(?:1[3-9](?:\s*\d){9}|1[3-9]\d-\d{4}-?\d{4})/;
const personal = new RegExp(String.raw`(?<!\d)(?:(?:(?:\+|00)?86[\s-]*)?${mobile.source}|\d{17}[\dXx])(?!\d)`);

/** Whether a text holds a number that leads to a person: a case, a site or a file's row is known by a number of its own. */
export function holdsPersonalNumber(text: string): boolean {
  return personal.test(text.normalize('NFKC'));
}
