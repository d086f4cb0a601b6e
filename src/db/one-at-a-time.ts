/**
 * Runs works in turn, in the order in which they came. A work that rejects lets the next one run.
 * SQLite has one writer, and a connection that is asked twice at once holds a thread that waits.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
