import type { OrderLine } from './model.js';

/**
 * What is nested in a bundle waits for what the bundle relies on, unless that would close a circle;
 * and who relies on a bundle that is taken away waits for all that is nested in it. Takes lines in
 * order (bundles first, no circles) and answers them with what they rely on spelt out.
 */
export function spreadReliance(lines: readonly OrderLine[]): OrderLine[] {
  const relies = new Map(lines.map((line) => [line.itemId, new Set(line.reliesOn)]));
  const parts = partsOf(lines);
  const next = (id: string) => [...(relies.get(id) ?? []), ...(parts.get(id) ?? [])];
  for (const { itemId, bundle } of lines) {
    for (const wanted of relies.get(bundle ?? '') ?? []) {
      if (!reaches(wanted, itemId, next)) relies.get(itemId)?.add(wanted);
    }
  }
  const gone = new Set(
    lines.filter(({ action }) => action === 'delete').map(({ itemId }) => itemId),
  );
  return lines.map((line) => {
    const wanted = [...(relies.get(line.itemId) ?? [])];
    const nested = wanted.filter((id) => gone.has(id)).flatMap((id) => below(id, parts));
    return { ...line, reliesOn: [...new Set([...wanted, ...nested])] };
  });
}

/** Bundle -> the items nested right in it. */
function partsOf(lines: readonly OrderLine[]): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  for (const { itemId, bundle } of lines) {
    const siblings = parts.get(bundle ?? '');
    if (siblings) siblings.push(itemId);
    else if (bundle !== undefined) parts.set(bundle, [itemId]);
  }
  return parts;
}

function reaches(from: string, to: string, next: (id: string) => readonly string[]): boolean {
  const seen = new Set([from]);
  // A set hands out what is added while it is walked.
  for (const id of seen) {
    if (id === to) return true;
    next(id).forEach((found) => seen.add(found));
  }
  return false;
}

function below(id: string, parts: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set(parts.get(id));
  for (const part of found) parts.get(part)?.forEach((deeper) => found.add(deeper));
  return [...found];
}
