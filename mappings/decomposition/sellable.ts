/**
 * Lifecycle words (TMF620 leaves them free) under which an offering may be ordered; compared in
 * lower case. Edit freely.
 */
const SELLABLE: readonly string[] = ['active', 'launched'];

/**
 * True when an offering of this lifecycle status may be ordered. One that says nothing may: the
 * catalog's default is active.
 */
export function isSellableStatus(lifecycleStatus: string): boolean {
  const word = lifecycleStatus.trim().toLowerCase();
  return word === '' || SELLABLE.includes(word);
}

/** The words, for messages. */
export const SELLABLE_WORDS = SELLABLE.join(', ');
