import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { WorkAction } from '../messages/work.js';
import { isKeptText, isKeptValue, KEPT, keptText } from './kept.js';
import { answeredState, rolledUp, type AnsweredState } from './states.js';

/** What an answer says of the work, bounded as a status on the bus is. */
export interface Answer {
  readonly state: AnsweredState;
  /** For people: the errors that the answer names, or its latest note. */
  readonly note?: string;
  /** For `failed` and `rejected`. TMF641 does not say whether trying again may help: false. */
  readonly cause?: { readonly code: string; readonly retryable: boolean };
  /** The values of the ordered services; those that a status cannot bear are left out. */
  readonly characteristics?: readonly { readonly name: string; readonly value: JsonValue }[];
}

/**
 * Reads how the work stands from a TMF641 service order, a TMF640 service, or a TMF event about
 * either (the one object in its `event`). An order without a state has that of its items. Undefined
 * where no published state is said. Pure; whatever comes, it does not throw.
 *
 * `action` is what was ordered, `add` if left out: a service that is terminated is a failure,
 * unless it was to be taken down.
 */
export function readAnswer(body: JsonObject, action: WorkAction = 'add'): Answer | undefined {
  const subject = subjectOf(body);
  const items = objectsIn(subject['serviceOrderItem']);
  const word = subject['state'] ?? undefined;
  const state =
    word === undefined ? rolledUp(statesOf(items, action)) : answeredState(word, action);
  if (state === undefined) return undefined;
  const errors = [subject, ...items].flatMap((one) => objectsIn(one['errorMessage']));
  const note = noteOf(subject, errors);
  const characteristics = characteristicsIn(subject, items);
  return {
    state,
    ...(note !== undefined && { note }),
    ...((state === 'failed' || state === 'rejected') && { cause: causeOf(word ?? state, errors) }),
    ...(characteristics.length > 0 && { characteristics }),
  };
}

/** The order or the service itself, whether it came bare or in an event. */
function subjectOf(body: JsonObject): JsonObject {
  const [event] = Array.isArray(body) ? [] : objectsIn(body);
  const [inner] = objectsIn(event?.['event']);
  if (!inner) return event ?? {};
  const contents = Object.values(inner).flatMap((one) =>
    Array.isArray(one) ? [] : objectsIn(one),
  );
  return contents.length === 1 ? (contents[0] ?? inner) : inner;
}

const statesOf = (items: readonly JsonObject[], action: WorkAction): AnsweredState[] =>
  items.flatMap((item) => answeredState(item['state'], action) ?? []);

function noteOf(subject: JsonObject, errors: readonly JsonObject[]): string | undefined {
  const said = errors.flatMap((error) => firstText(error['message'], error['reason']) ?? []);
  const notes = objectsIn(subject['note']).flatMap((note) => firstText(note['text']) ?? []);
  const text = said.length > 0 ? [...new Set(said)].join('; ') : notes.at(-1);
  return text === undefined ? undefined : keptText(text, KEPT.noteLength);
}

/** The first code that an error gives, else the word of the state: `partial`. */
function causeOf(state: JsonValue, errors: readonly JsonObject[]): Answer['cause'] & object {
  const codes = [...errors.map((error) => error['code']), state];
  const code = codes.find((one) => isKeptText(one, KEPT.codeLength));
  return { code: String(code ?? 'failed').trim() || 'failed', retryable: false };
}

/** By name, the last one of a name; those of the service itself, or of every item's service. */
function characteristicsIn(subject: JsonObject, items: readonly JsonObject[]) {
  const services = [subject, ...items.flatMap((item) => objectsIn(item['service']))];
  const values = new Map<string, JsonValue>();
  for (const { name, value } of services.flatMap((one) =>
    objectsIn(one['serviceCharacteristic']),
  )) {
    if (isKeptText(name, KEPT.nameLength) && isKeptValue(value)) values.set(name, value);
  }
  return [...values].slice(0, KEPT.characteristics).map(([name, value]) => ({ name, value }));
}

/** The objects of a list, or the one that stands alone; nothing of anything else. */
function objectsIn(value: unknown): JsonObject[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(
    (one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
}

const firstText = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
