/** A clock that stands until it is moved. */
export function standingClock(start = '2026-01-02T03:04:05.000Z') {
  let ms = new Date(start).getTime();
  return {
    now: () => new Date(ms),
    advance: (byMs: number) => void (ms += byMs),
  };
}
