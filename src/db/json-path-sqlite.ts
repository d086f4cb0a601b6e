import type { Path } from '../tmf630/query.js';
import type { Binding } from './binding.js';
import type { JsonPaths } from './json-paths.js';
import type { Wanted } from './query-values.js';

/**
 * SQLite has no path through arrays: each step is a json_each over the items of what the step
 * before found, or over the thing itself where it is no array.
 */
export const SQLITE_PATHS: JsonPaths = {
  equals(body, path, wanted, binding) {
    const { from, last } = steps(body, path, binding);
    return `EXISTS (SELECT 1 FROM ${from} WHERE ${matches(last, wanted, binding)})`;
  },
  order(body, path, direction, binding) {
    const { from, last } = steps(body, path, binding);
    const first = (expression: string) =>
      `(SELECT ${expression} FROM ${from} WHERE ${last}.type IN ('text', 'integer', 'real', 'true', 'false') LIMIT 1)`;
    return [
      `${first('1')} IS NULL`,
      `${first(`CASE WHEN ${last}.type IN ('integer', 'real') THEN ${last}.value END`)} ${direction} NULLS LAST`,
      `${first(instant(last))} ${direction} NULLS LAST`,
      `${first(textual(last))} ${direction} NULLS LAST`,
    ];
  },
};

/** A FROM clause with one row for every value at the path, and the name of its last step. */
function steps(body: string, path: Path, binding: Binding): { from: string; last: string } {
  const from = path.map((name, at) => {
    const step = binding.bind(`$."${name}"`);
    if (at === 0) return `json_each(${items(body, step)}) AS s0`;
    const before = `s${at - 1}`;
    const within = items(`${before}.value`, step);
    return `json_each(CASE WHEN ${before}.type = 'object' THEN ${within} ELSE '[]' END) AS s${at}`;
  });
  return { from: from.join(', '), last: `s${path.length - 1}` };
}

/** A JSON array: the value at the step if it is one, else the value alone in one. */
const items = (json: string, step: string): string =>
  `CASE json_type(${json}, ${step}) WHEN 'array' THEN ${json} -> ${step} ELSE json_array(${json} -> ${step}) END`;

function matches(step: string, wanted: Wanted, binding: Binding): string {
  const among = (expression: string, values: readonly unknown[]) =>
    `${expression} IN (SELECT value FROM json_each(${binding.json(values)}))`;
  const either = [`${step}.type = 'text' AND ${among(`${step}.value`, wanted.texts)}`];
  if (wanted.numbers.length > 0)
    either.push(
      `${step}.type IN ('integer', 'real') AND ${among(`${step}.value`, wanted.numbers)}`,
    );
  if (wanted.booleans.length > 0) either.push(among(`${step}.type`, wanted.booleans.map(String)));
  if (wanted.instants.length > 0)
    either.push(
      among(
        instant(step),
        wanted.instants.map((text) => text.slice(0, -1)),
      ),
    );
  return either.map((one) => `(${one})`).join(' OR ');
}

/** The instant of a text in UTC with milliseconds, without its Z; null when it is none. */
const instant = (step: string): string =>
  `CASE WHEN ${step}.type = 'text' AND ${step}.value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
    THEN strftime('%Y-%m-%dT%H:%M:%f', ${step}.value) END`;

const textual = (step: string): string =>
  `CASE WHEN ${step}.type = 'text' THEN ${step}.value WHEN ${step}.type IN ('true', 'false') THEN ${step}.type END`;
