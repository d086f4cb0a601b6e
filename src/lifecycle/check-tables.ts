import { finalStates, isFinal } from './state-table.js';
import type { StateTable } from './state-table.js';

/**
 * Every table is sound: rows and beginnings name listed states, each state is listed once and
 * reachable from the first beginning, a final state can be reached from every state, and no two
 * rows answer the same word differently. Throws one Error that names every fault of every table.
 */
export function checkTables(tables: Readonly<Record<string, StateTable>>): void {
  const faults = Object.entries(tables).flatMap(([kind, table]) =>
    faultsOf(table).map((fault) => `${kind}: ${fault}`),
  );
  if (faults.length > 0) throw new Error(`Unsound state tables:\n  ${faults.join('\n  ')}`);
}

function faultsOf(table: StateTable): string[] {
  return [...beginnings(table), ...unknownStates(table), ...rivals(table), ...lostStates(table)];
}

function beginnings(table: StateTable): string[] {
  if (table.initial.length === 0) return ['has no state to begin in'];
  return table.initial
    .filter((state) => !table.states.includes(state))
    .map((state) => `begins in the unknown state ${state}`);
}

function unknownStates(table: StateTable): string[] {
  const twice = table.states.filter((state, at) => table.states.indexOf(state) !== at);
  const unknown = table.rows.flatMap((row) =>
    [row.from, row.to]
      .filter((state) => !table.states.includes(state))
      .map((state) => `${row.from} ${row.on} ${row.to} names the unknown state ${state}`),
  );
  return [...twice.map((state) => `lists ${state} twice`), ...unknown];
}

function rivals(table: StateTable): string[] {
  const words = table.rows.map((row) => `${row.from} ${row.on}`);
  const twice = words.filter((word, at) => words.indexOf(word) !== at);
  return [...new Set(twice)].map((word) => `has two rows for ${word}`);
}

function lostStates(table: StateTable): string[] {
  const forward = reach(table.initial.slice(0, 1), (state) => neighbours(table, state, 'from'));
  const backward = reach(finalStates(table), (state) => neighbours(table, state, 'to'));
  return table.states.flatMap((state) => [
    ...(forward.has(state) ? [] : [`cannot reach ${state} from ${table.initial[0]}`]),
    ...(isFinal(table, state) || backward.has(state) ? [] : [`never ends once in ${state}`]),
  ]);
}

function neighbours(table: StateTable, state: string, side: 'from' | 'to'): string[] {
  const other = side === 'from' ? 'to' : 'from';
  return table.rows.filter((row) => row[side] === state).map((row) => row[other]);
}

function reach(start: readonly string[], next: (state: string) => string[]): Set<string> {
  const reached = new Set(start);
  // A set hands out what is added while it is walked, so this ends when nothing new is found.
  for (const state of reached) next(state).forEach((found) => reached.add(found));
  return reached;
}
