/**
 * Which deliveries of one channel are open, so that many acknowledgements can travel as one. Tags
 * only grow.
 */
export interface Ledger {
  /** A delivery came in. */
  open(tag: number): void;
  /** It may be acknowledged. */
  done(tag: number): void;
  /** It was settled another way. */
  forget(tag: number): void;
  /**
   * What to acknowledge now: everything up to `upTo`, and some behind it that are still held up.
   * Once only.
   */
  take(): { readonly upTo?: number; readonly singles: readonly number[] };
}

/** An empty one; each channel has its own. */
export function createLedger(): Ledger {
  // In the order in which they came, so ascending.
  const tags = new Map<number, 'open' | 'done'>();

  return {
    open: (tag) => void tags.set(tag, 'open'),
    done(tag) {
      if (tags.has(tag)) tags.set(tag, 'done');
    },
    forget: (tag) => void tags.delete(tag),
    take() {
      let upTo: number | undefined;
      let heldUp = false;
      const singles: number[] = [];
      for (const [tag, state] of tags) {
        if (state === 'open') heldUp = true;
        else if (heldUp) singles.push(tag);
        else upTo = tag;
        if (state === 'done') tags.delete(tag);
      }
      return upTo === undefined ? { singles } : { upTo, singles };
    },
  };
}
