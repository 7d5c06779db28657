/** Which surveys a door is made of, as the id under which its drafts name it: surveys' own ids have neither `@` nor `:`. */
export function doorId(surveys: readonly { id: string; version: number }[]): string {
  return `@${surveys.map(({ id, version }) => `${id}:${version}`).join('+')}`;
}

export function isDoor(survey: string): boolean {
  return survey.startsWith('@');
}

/** The surveys that a door's id names; none for the id of a survey. */
export function doorSurveys(door: string): { id: string; version: number }[] {
  if (!isDoor(door)) return [];
  return door
    .slice(1)
    .split('+')
    .map((each) => {
      const [id = '', version = ''] = each.split(':');
      return { id, version: Number(version) };
    });
}
