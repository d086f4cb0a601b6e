import type { Path } from '../tmf630/query.js';
import type { Binding } from './binding.js';
import type { JsonPaths } from './json-paths.js';

/**
 * jsonpath in lax mode passes through arrays by itself. The path is bound: each name of it quoted
 * as JSON, which is how jsonpath writes texts; values are its variable `$v`.
 */
export const POSTGRES_PATHS: JsonPaths = {
  equals(body, path, wanted, binding) {
    const scalars = [...wanted.texts, ...wanted.numbers, ...wanted.booleans];
    const some = binding.bind(`${jsonPath(path)} ? (@ == $v[*])`);
    const exists = `jsonb_path_exists(${body}, ${some}::jsonpath, ${binding.json({ v: scalars })}::jsonb)`;
    if (wanted.instants.length === 0) return exists;
    const all = binding.bind(`${jsonPath(path)}[*]`);
    const instants = `ARRAY(SELECT value::timestamptz FROM jsonb_array_elements_text(${binding.json(wanted.instants)}::jsonb))`;
    return `(${exists} OR EXISTS (SELECT 1 FROM jsonb_path_query(${body}, ${all}::jsonpath) AS found(value)
      WHERE jsonb_typeof(value) = 'string' AND instant_of(value #>> '{}') = ANY(${instants})))`;
  },
  order(body, path, direction, binding) {
    const first = firstScalar(body, path, binding);
    const text = `${first} #>> '{}'`;
    const type = `jsonb_typeof(${first})`;
    return [
      `(${first} IS NULL)`,
      `(CASE WHEN ${type} = 'number' THEN (${text})::numeric END) ${direction} NULLS LAST`,
      `instant_of(CASE WHEN ${type} = 'string' THEN ${text} END) ${direction} NULLS LAST`,
      `(CASE WHEN ${type} <> 'number' THEN ${text} END) COLLATE "C" ${direction} NULLS LAST`,
    ];
  },
};

const jsonPath = (path: Path): string =>
  ['$', ...path.map((name) => JSON.stringify(name))].join('.');

function firstScalar(body: string, path: Path, binding: Binding): string {
  const scalars = '@.type() == "string" || @.type() == "number" || @.type() == "boolean"';
  const bound = binding.bind(`${jsonPath(path)}[*] ? (${scalars})`);
  return `jsonb_path_query_first(${body}, ${bound}::jsonpath)`;
}
