/**
 * One arrow: in state `from`, the word `on` leads to `to`; the named gate must hold before it does.
 */
export interface Row<S extends string = string, O extends string = string> {
  readonly from: S;
  readonly on: O;
  readonly to: S;
  readonly gate?: string;
}

/**
 * The states of one kind of document. A state without a row that leaves it is final; nothing says
 * so twice.
 */
export interface StateTable<S extends string = string, O extends string = string> {
  readonly states: readonly S[];
  /**
   * Where a document may begin; the first is where Turnup itself begins, and every state must be
   * reachable from it.
   */
  readonly initial: readonly S[];
  readonly rows: readonly Row<S, O>[];
}

/** The states of a table, as a type. */
export type StateOf<T> = T extends StateTable<infer S, string> ? S : never;
/** The words that a table understands, as a type. */
export type WordOf<T> = T extends StateTable<string, infer O> ? O : never;

/**
 * A table whose types are derived from its rows; a row that names an unlisted state does not
 * compile.
 */
export function stateTable<const S extends string, const O extends string>(table: {
  readonly states: readonly S[];
  readonly initial: readonly NoInfer<S>[];
  readonly rows: readonly Row<NoInfer<S>, O>[];
}): StateTable<S, O> {
  return table;
}

/** Where `on` leads from `from`; undefined when the table forbids it. */
export function move<S extends string>(
  table: StateTable<S>,
  from: string,
  on: string,
): S | undefined {
  return rowFor(table, from, on)?.to;
}

/** The row of a move, with its gate; undefined when the table forbids it. */
export function rowFor<S extends string, O extends string>(
  table: StateTable<S, O>,
  from: string,
  on: string,
): Row<S, O> | undefined {
  return table.rows.find((row) => row.from === from && row.on === on);
}

/**
 * The moves out of a state, in the table's order: what a 409 names. Empty for a final or unknown
 * state.
 */
export function allowedFrom<S extends string, O extends string>(
  table: StateTable<S, O>,
  from: string,
): { readonly on: O; readonly to: S }[] {
  return table.rows.filter((row) => row.from === from).map(({ on, to }) => ({ on, to }));
}

/** The first word that leads from one state straight to another; undefined when none does. */
export function wordFor<S extends string, O extends string>(
  table: StateTable<S, O>,
  from: string,
  to: string,
): O | undefined {
  return table.rows.find((row) => row.from === from && row.to === to)?.on;
}

/** True for a state of this table that nothing leaves. */
export function isFinal(table: StateTable, state: string): boolean {
  return table.states.includes(state) && !table.rows.some((row) => row.from === state);
}

/** The final states, derived from the rows. */
export function finalStates<S extends string>(table: StateTable<S>): S[] {
  return table.states.filter((state) => isFinal(table, state));
}
