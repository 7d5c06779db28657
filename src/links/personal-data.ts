const mobile = /^(?:0{0,2}86)?1[3-9]\d{9}$/;
const landline = /^0[1-9]\d{9,10}$/;
const identity = /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;
const mail = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i;

/** What in a text would tell who a person is: a phone number, an identity number or a mail address, however it is spaced. */
export function personalDataIn(text: string): 'phone' | 'identity' | 'mail' | undefined {
  const plain = text.normalize('NFKC').toUpperCase();
  if (mail.test(plain)) return 'mail';
  const whole = plain.replaceAll(/[\s\p{Pd}()+]/gu, '');
  const runs = [plain, whole].flatMap((each) => each.match(/\d+X?/g) ?? []);
  const numbers = [...runs, whole];
  if (numbers.some((run) => identity.test(run))) return 'identity';
  return numbers.some((run) => mobile.test(run) || landline.test(run)) ? 'phone' : undefined;
}
