import type { IndexedPaths } from './attributes.js';

/** What units need to know of the house around them. */
export interface UnitSettings {
  now(): Date;
  newId(): string;
  /**
   * The path of a document in the newest served version of its API; `parent` for kinds below
   * another's path.
   */
  hrefOf(kind: string, id: string, parent: string | null): string;
  readonly indexedPaths: IndexedPaths;
  /**
   * The attribute that tells when a body of this kind was last written. If left out, or undefined
   * for a kind: `lastUpdate`, where the body carries it.
   */
  lastModified?(kind: string): string | undefined;
  /** Called after each commit that left messages or jobs: for waking those who carry them on. */
  committed?(): void;
}
