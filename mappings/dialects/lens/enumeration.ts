import type { Mapping } from '../lens.js';

type Words = Readonly<Record<string, string>>;

/**
 * Words that the view has a coarser one for (canonical -> view). An answer that does not change
 * what the view shows leaves the finer word alone.
 */
export function coarser(table: Words): Mapping {
  const finer = (word: string) => Object.keys(table).filter((one) => table[one] === word);
  const inView = (word: string) => (Object.hasOwn(table, word) ? table[word] : word);
  return {
    get: (canonical) => (typeof canonical === 'string' ? inView(canonical) : canonical),
    put: (view, canonical) => {
      if (typeof view !== 'string') return view;
      const isSame = typeof canonical === 'string' && inView(canonical) === view;
      return isSame ? canonical : inView(view);
    },
    path: (path) => path,
    words: (_path, word) => [word, ...finer(word)],
  };
}

/** Words spelt otherwise (view -> canonical). Each pair changes places, so that no word is lost. */
export function respelt(table: Words): Mapping {
  const pairs = new Map(
    Object.entries(table).flatMap(([view, canonical]) => [
      [view, canonical],
      [canonical, view],
    ]),
  );
  const turn = (word: string) => pairs.get(word) ?? word;
  return {
    get: (canonical) => (typeof canonical === 'string' ? turn(canonical) : canonical),
    put: (view) => (typeof view === 'string' ? turn(view) : view),
    path: (path) => path,
    words: (_path, word) => [turn(word)],
  };
}
