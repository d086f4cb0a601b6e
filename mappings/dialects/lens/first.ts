import { isObject, type Mapping } from '../lens.js';

/**
 * One value in the view, a list in the canonical: the view speaks of the first, the others stay.
 */
export function first(item: Mapping): Mapping {
  return {
    get: (canonical) => (Array.isArray(canonical) ? item.get(canonical[0]) : canonical),
    put: (view, canonical) => {
      const [head, ...others] = Array.isArray(canonical) ? canonical : [];
      const written = item.put(view, head);
      return written === undefined ? others : [written, ...others];
    },
    path: (path) => item.path(path),
    words: (path, word) => item.words(path, word),
  };
}

/**
 * A plain id in the view, an object of class `type` in the canonical. Another id is another object.
 */
export function idOf(type: string): Mapping {
  return {
    get: (canonical) => (isObject(canonical) ? canonical.id : canonical),
    put: (view, canonical) => {
      if (typeof view !== 'string') return view;
      return isObject(canonical) && canonical.id === view ? canonical : { '@type': type, id: view };
    },
    path: () => ['id'],
    words: (_path, word) => [word],
  };
}
