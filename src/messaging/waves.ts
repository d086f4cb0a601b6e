/**
 * Splits items into waves: no wave holds two of one subject, and those of one subject keep their
 * order from wave to wave. One wave when all subjects differ.
 */
export function wavesOf<T>(items: readonly T[], subjectOf: (item: T) => string): T[][] {
  const waves: T[][] = [];
  const depth = new Map<string, number>();
  for (const item of items) {
    const at = depth.get(subjectOf(item)) ?? 0;
    depth.set(subjectOf(item), at + 1);
    (waves[at] ??= []).push(item);
  }
  return waves;
}
