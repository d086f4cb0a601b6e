/** Draws from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** The same draws for the same seed, on every machine (a mulberry32 generator); not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * True with probability `share`. Draws nothing for 0, so that a flag left out shifts no other draw.
 */
export const happens = (random: Random, share: number): boolean => share > 0 && random() < share;
