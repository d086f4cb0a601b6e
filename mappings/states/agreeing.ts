import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * The state whose attributes agree best with the body: as many as possible named by it, as few as
 * possible contradicted; the earlier one where two agree equally. Undefined when the body names
 * nothing that any state shows. Inventories say combinations of X.731 attributes that no state of
 * ours has, so the nearest is taken.
 */
export function agreeing(
  states: Readonly<Record<string, JsonObject>>,
  body: JsonObject,
): string | undefined {
  let best: string | undefined;
  let most = -Infinity;
  for (const [state, shown] of Object.entries(states)) {
    const { named, contradicted } = compare(shown, body);
    if (named === 0 || named - contradicted <= most) continue;
    best = state;
    most = named - contradicted;
  }
  return best;
}

function compare(shown: JsonObject, body: JsonObject): { named: number; contradicted: number } {
  const given = Object.keys(shown).filter((name) => (body[name] ?? null) !== null);
  const named = given.filter((name) => word(body[name]) === word(shown[name])).length;
  return { named, contradicted: given.length - named };
}

/** Without the space that TMF637 publishes at the end of `"aborted "`: clients send both. */
function word(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' ? value.trim() : value;
}
