/** Work that is done one after the other for each name, and side by side for different ones. */
export interface Lanes {
  /** Does `work` after all earlier work of this name. `work` must not reject. */
  add(name: string, work: () => Promise<void>): void;
}

/** Lanes that forget a name once nothing is left to do for it. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();
  return {
    add: (name, work) => {
      const tail = (tails.get(name) ?? Promise.resolve()).then(work).finally(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
      tails.set(name, tail);
    },
  };
}
