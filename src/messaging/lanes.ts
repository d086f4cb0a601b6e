/** Work in parallel lanes: what has the same key runs in order, never two at once. */
export interface Lanes<T> {
  push(key: string, item: T): void;
  /** Pushed and not done. */
  size(): number;
  /** Resolves when no more than `limit` are left. */
  downTo(limit: number): Promise<void>;
}

/** How many lanes, and what they do. */
export interface LanesOptions<T> {
  readonly count: number;
  /** Items of one lane that run together at most. */
  readonly batch: number;
  /** Must not reject. */
  readonly run: (items: T[]) => Promise<void>;
}

/** `count` is at least 1. An idle lane holds nothing. */
export function createLanes<T>({ count, batch, run }: LanesOptions<T>): Lanes<T> {
  const lanes = Array.from({ length: count }, () => ({ waiting: [] as T[], running: false }));
  let waiters: { limit: number; resolve: () => void }[] = [];
  let size = 0;

  const done = (items: number) => {
    size -= items;
    for (const { limit, resolve } of waiters) if (size <= limit) resolve();
    waiters = waiters.filter(({ limit }) => size > limit);
  };
  const drain = async (lane: (typeof lanes)[number]) => {
    // A turn of the loop later, so that what comes together runs together.
    await new Promise((resolve) => setImmediate(resolve));
    while (lane.waiting.length > 0) {
      const items = lane.waiting.splice(0, batch);
      await run(items);
      done(items.length);
    }
    lane.running = false;
  };

  return {
    push(key, item) {
      const lane = lanes[hash(key) % count];
      if (!lane) throw new Error('There must be at least one lane');
      lane.waiting.push(item);
      size += 1;
      if (lane.running) return;
      lane.running = true;
      void drain(lane);
    },
    size: () => size,
    downTo: (limit) =>
      size <= limit
        ? Promise.resolve()
        : new Promise((resolve) => waiters.push({ limit, resolve })),
  };
}

/** FNV-1a, 32 bits: the same key always gets the same lane. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}
