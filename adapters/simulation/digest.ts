import { createHash } from 'node:crypto';

/**
 * Ten hexadecimal digits that follow from `text`: the same thing gets the same number each time.
 */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 10).toUpperCase();
