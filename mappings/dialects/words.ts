/** The state of a task resource: v4 has no word for a task that was refused or called off. */
export const TASK_STATES = {
  rejected: 'terminatedWithError',
  cancelled: 'terminatedWithError',
} as const;

/**
 * Published with a space at its end, in both versions; a document with the plain word shows it so.
 */
export const PRODUCT_STATUSES = { aborted: 'aborted ' } as const;

/** What a mandatory date says that nobody knows. */
export const LONG_AGO = '1970-01-01T00:00:00Z';
