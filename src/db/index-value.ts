import { createHash } from 'node:crypto';

/** Characters of an attribute's value that the index holds; a longer one is held by its hash. */
const VALUE_LIMIT = 256;

/** A text as the table `attribute` holds it: at most 256 characters, equal only for equal texts. */
export const indexValue = (text: string): string =>
  text.length <= VALUE_LIMIT ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;
