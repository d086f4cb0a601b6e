import type { ServedPath } from '../../apis/resources.js';

/** A path of an API and the values that the called address has for its parameters. */
export interface Match {
  readonly path: ServedPath;
  /** Decoded, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the path of the document that an address (below the base path) means; a trailing slash does
 * not count.
 */
export type PathTable = (address: string) => Match | undefined;

/**
 * The table of these paths. A fixed word is taken before a parameter (`/topic/hub` before
 * `/topic/{id}`).
 */
export function pathTable(paths: readonly ServedPath[]): PathTable {
  const byLength = new Map<number, { path: ServedPath; segments: string[] }[]>();
  for (const path of paths) {
    const segments = path.template.split('/').slice(1);
    byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), { path, segments }]);
  }
  for (const rows of byLength.values()) {
    rows.sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments));
  }
  return (address) => {
    const asked = address.replace(/\/+$/, '').split('/').slice(1);
    for (const { path, segments } of byLength.get(asked.length) ?? []) {
      const parameters = matchSegments(segments, asked);
      if (parameters) return { path, parameters };
    }
    return undefined;
  };
}

function matchSegments(
  segments: readonly string[],
  asked: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [place, segment] of segments.entries()) {
    const word = asked[place] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== word) return undefined;
      continue;
    }
    const value = decode(word);
    if (value === undefined || value === '') return undefined;
    parameters[segment.slice(1, -1)] = value;
  }
  return parameters;
}

function parameterCount(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

function decode(word: string): string | undefined {
  if (!word.includes('%')) return word;
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}
