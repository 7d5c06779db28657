/** The device's own word on when an interview began and ended, and what its clock said when it was sent. */
export interface SentTimes {
  startedAt: string;
  endedAt: string;
  sentAt?: string;
}

export interface DeviceTimes {
  startedAt: Date;
  endedAt: Date;
  /** The device's clock less ours when it sent, in milliseconds; absent where the device did not say. */
  clockOffset?: number;
  /** The clock was wrong by more than ten minutes: start and end are put right by the offset. */
  isWrong: boolean;
}

/** A device's clock may be out by this much before its times are doubted. */
export const clockAllowance = 10 * 60_000;

/** When an interview took place by our clock. A time that cannot be read stays an invalid date. */
export function deviceTimes(sent: SentTimes, now: Date): DeviceTimes {
  const startedAt = new Date(sent.startedAt);
  const endedAt = new Date(sent.endedAt);
  const clockOffset = sent.sentAt === undefined ? Number.NaN : new Date(sent.sentAt).getTime() - now.getTime();
  if (Number.isNaN(clockOffset)) return { startedAt, endedAt, isWrong: false };
  const isWrong = Math.abs(clockOffset) > clockAllowance;
  const shift = isWrong ? clockOffset : 0;
  return {
    startedAt: new Date(startedAt.getTime() - shift),
    endedAt: new Date(endedAt.getTime() - shift),
    clockOffset,
    isWrong,
  };
}

/** Whether a text names a moment: the shape of a moment does not keep 60 seconds out, which no clock here knows. */
export function isMoment(text: string): boolean {
  return !Number.isNaN(new Date(text).getTime());
}
