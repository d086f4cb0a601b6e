import { storableText } from '../documents/storable.js';

const LIMIT_CHARS = 1_000;

/** Why something failed, in words short enough to be kept and that every database can keep. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return storableText(text).slice(0, LIMIT_CHARS);
}
