/** What is wrong with text that `storable` refuses. */
export const NOT_STORABLE = 'must not contain a NUL character or half of a surrogate pair';

/**
 * True for text that every database holds. PostgreSQL's jsonb takes neither NUL nor half of a
 * surrogate pair: a message with one would fail in the transaction for ever.
 */
export const storable = (value: string): boolean => !/\0|\p{Surrogate}/u.test(value);
