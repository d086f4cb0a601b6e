/** What a relation between specifications (or between order items) means to decomposition. */
export type RelationMeaning =
  /** The target is a part that is ordered with its parent: a child. */
  | 'bundles'
  /** The target brings the parent about, one layer down: a child. */
  | 'realisedAs'
  /** The parent cannot work without the target: a child. */
  | 'requires'
  /** The target is described with its parent and not worked on: no child. */
  | 'composedOf'
  /** Both in one order is a contradiction. */
  | 'excludes'
  /** Says nothing of what must be made: substitution, migration, the other end of a realisation. */
  | 'none';

/**
 * Words found in catalogs -> their meaning. TM Forum leaves them free ("dependency, substitution or
 * exclusivity"); its examples have `bundles`, `reliesOn`, `DependsOn`, `dependency`, `relyOn`.
 * Compared in lower case and without separators (`realisedAs` = `realised-as` = `REALISED_AS`), and
 * without a leading `is` or `are`. Edit freely.
 */
const MEANINGS: Readonly<Record<string, RelationMeaning>> = {
  bundles: 'bundles',
  bundle: 'bundles',
  includes: 'bundles',
  realisedas: 'realisedAs',
  realizedas: 'realisedAs',
  realisedby: 'realisedAs',
  realizedby: 'realisedAs',
  implementedby: 'realisedAs',
  supportedby: 'realisedAs',
  requires: 'requires',
  required: 'requires',
  needs: 'requires',
  dependency: 'requires',
  dependson: 'requires',
  dependenton: 'requires',
  depends: 'requires',
  relieson: 'requires',
  relyon: 'requires',
  composedof: 'composedOf',
  contains: 'composedOf',
  consistsof: 'composedOf',
  excludes: 'excludes',
  exclusivity: 'excludes',
  exclusiveto: 'excludes',
  mutuallyexclusive: 'excludes',
  mutuallyexclusivewith: 'excludes',
  incompatiblewith: 'excludes',
};

/** The meaning of a relation word as a catalog writes it; `none` for words that are not listed. */
export function relationMeaning(word: string): RelationMeaning {
  const plain = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  const bare = plain.replace(/^(?:is|are)(?=.)/, '');
  return lookUp(plain) ?? lookUp(bare) ?? 'none';
}

/** True for the meanings that make children. */
export function makesChild(
  meaning: RelationMeaning,
): meaning is 'bundles' | 'realisedAs' | 'requires' {
  return meaning === 'bundles' || meaning === 'realisedAs' || meaning === 'requires';
}

function lookUp(word: string): RelationMeaning | undefined {
  return Object.hasOwn(MEANINGS, word) ? MEANINGS[word] : undefined;
}
