import { setTimeout as after } from 'node:timers/promises';

/** Resolves after `ms` milliseconds; rejects when the signal is aborted before. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits in real time. */
export const realWait: Wait = (ms, signal) => after(ms, undefined, { signal });
