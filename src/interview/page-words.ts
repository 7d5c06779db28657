type Words = (key: string, params?: Record<string, string | number>) => string;

const faultCodes = [
  'required',
  'notAnOption',
  'notANumber',
  'notAText',
  'notADate',
  'tooEarly',
  'tooLate',
  'outOfRange',
  'tooPrecise',
  'notWhole',
  'tooLong',
  'tooFew',
  'tooMany',
  'twice',
  'exclusive',
  'missingNotAllowed',
];

const faultPlaces = [
  'min',
  'max',
  'decimals',
  'maxLength',
  'atLeast',
  'atMost',
  'earliest',
  'latest',
  'option',
] as const;

const sentences = ['offline', 'offlineUnkept', 'tries', 'retry', 'signsLeft', 'readAloud', 'readHere', 'stopReading'];
const deskSentences = ['noKey', 'keysOff', 'keysOn'];

/** The sentences that the browser may need, with their places unfilled. */
export function pageWords(t: Words, atDesk: boolean): Record<string, string> {
  const places = Object.fromEntries(faultPlaces.map((place) => [place, `{${place}}`]));
  const faults = faultCodes.map((code) => [`answer.${code}`, t(`answers.${code}`, places)]);
  const own = [...sentences, ...(atDesk ? deskSentences : [])];
  return {
    ...Object.fromEntries(faults),
    ...Object.fromEntries(own.map((key) => [key, t(`interview.script.${key}`, { n: '{n}', key: '{key}' })])),
    title: t('interview.faultsTitle', { n: '{n}' }),
  };
}
