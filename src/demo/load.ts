import type { Client } from './client.js';
import { resolve } from './catalog/entry.js';
import type { Entry, Posted } from './catalog/entry.js';
import { sequenceOf } from './sequence.js';

/** What was posted, by the catalog's own keys. */
export type Loaded = ReadonlyMap<string, Posted>;

/**
 * Posts the entries, each after what it refers to, and tells `progress` after each. Stops at the
 * first refusal (CallFailed); what was posted until then stays.
 */
export async function load(
  client: Client,
  entries: readonly Entry[],
  progress: (done: number, total: number, entry: Entry) => void = () => {},
): Promise<Loaded> {
  const sequence = sequenceOf(entries);
  const loaded = new Map<string, Posted>();
  for (const [at, entry] of sequence.entries()) {
    const body = resolve(entry.body, (key) => found(loaded, key));
    const answer = await client.post<{ id: string }>(entry.path, body);
    loaded.set(entry.key, posted(entry, answer));
    progress(at + 1, sequence.length, entry);
  }
  return loaded;
}

/** The entry of this key; it must have been loaded. */
export function found(loaded: Loaded, key: string): Posted {
  const entry = loaded.get(key);
  if (!entry) throw new Error(`${key} was not loaded`);
  return entry;
}

function posted({ key, path, body }: Entry, answer: { id: string }): Posted {
  const resource = path.slice(path.lastIndexOf('/') + 1);
  return {
    id: answer.id,
    name: String(body['name'] ?? body['tradingName'] ?? key),
    type: resource.charAt(0).toUpperCase() + resource.slice(1),
  };
}
