const chinaHours = 8;

/** Date in Asia/Shanghai (no daylight saving) as YYYY-MM-DD. */
export function localDate(instant: Date): string {
  return new Date(instant.getTime() + chinaHours * 3_600_000).toISOString().slice(0, 10);
}

/** Date and minute in Asia/Shanghai as YYYY-MM-DD HH:MM. */
export function localTime(instant: Date): string {
  return new Date(instant.getTime() + chinaHours * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
