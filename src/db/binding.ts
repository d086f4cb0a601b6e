import type { Value } from './database.js';

/** Collects the values of a statement while its text is made. */
export class Binding {
  readonly values: Value[] = [];

  /** Binds a value and answers its mark, `$3`. */
  bind(value: Value): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Binds a JSON value as its text. */
  json(value: unknown): string {
    return this.bind(JSON.stringify(value));
  }
}
