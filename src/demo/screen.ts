import { Chalk } from 'chalk';
import type { ChalkInstance } from 'chalk';
import { createLogUpdate } from 'log-update';
import { changesBetween } from './changes.js';
import { bar, textOf, treeOf } from './tree.js';
import type { Line, Span } from './tree.js';
import type { View } from './journey.js';

/** Where the demo shows what happens. Everything goes to one stream. */
export interface Screen {
  /** A sentence that stays: a step taken, something the demo did by itself. */
  note(text: string): void;
  /** One more of a known number of things is done: `what` was the last. */
  step(what: string, done: number, total: number): void;
  /** The journey as it is now. */
  show(view: View): void;
  /** The journey as it ended, in full; nothing is redrawn after it. */
  finish(view: View): void;
}

/** A pipe, a file, or a test's list. */
export interface Output {
  write(text: string): unknown;
}

/** A tree that is redrawn in place. Without `colours` the marks say as much. */
export function createTerminalScreen(stream: NodeJS.WriteStream, colours: boolean): Screen {
  const chalk = new Chalk({ level: colours ? 1 : 0 });
  const update = createLogUpdate(stream);
  // One line less than the terminal, or each redraw would scroll it.
  const room = () => (stream.rows || 24) - 1;
  const width = () => (stream.columns || 80) - 1;
  const paint = (lines: readonly Line[]) =>
    lines
      .map((line) =>
        fit(line, width())
          .map((span) => colour(chalk, span))
          .join(''),
      )
      .join('\n');
  return {
    note: (text) => update.persist(text),
    step: (what, done, total) => update(`${bar(done, total)} ${done} of ${total}  ${what}`),
    show: (view) => update(paint(treeOf(view, room()))),
    finish(view) {
      update.clear();
      update.done();
      stream.write(`${paint(treeOf(view))}\n`);
    },
  };
}

/** Plain lines, one per change, none twice: for pipes and logs. */
export function createPlainScreen(output: Output): Screen {
  let before: View | undefined;
  const show = (view: View) => {
    for (const change of changesBetween(before, view)) output.write(`${change}\n`);
    before = view;
  };
  return {
    note: (text) => void output.write(`${text}\n`),
    step: (what, done, total) => void output.write(`${done} of ${total}: ${what}\n`),
    show,
    finish(view) {
      show(view);
      for (const line of treeOf(view)) output.write(`${textOf(line)}\n`);
    },
  };
}

/** The line, at most `columns` characters wide; a cut shows as «…». */
export function fit(line: Line, columns: number): Line {
  if (textOf(line).length <= columns) return line;
  const kept: Span[] = [];
  let room = columns - 1;
  for (const span of line) {
    if (room <= 0) break;
    kept.push({ ...span, text: span.text.slice(0, room) });
    room -= span.text.length;
  }
  return [...kept, { text: '…', tone: 'faint' }];
}

function colour(chalk: ChalkInstance, { text, tone }: Span): string {
  switch (tone) {
    case 'done':
      return chalk.green(text);
    case 'running':
      return chalk.cyan(text);
    case 'trouble':
      return chalk.red(text);
    case 'strong':
      return chalk.bold(text);
    case 'waiting':
    case 'faint':
    case 'called off':
      return chalk.dim(text);
    case 'plain':
      return text;
    default:
      return tone satisfies never;
  }
}
