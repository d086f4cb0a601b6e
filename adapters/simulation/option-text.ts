import type { Behaviour } from './behaviour.js';
import { parseBehaviour, SIMULATOR_OPTIONS, type SimulatorOption } from './cli-options.js';

/**
 * Options in one text, written as on the command line: `--slow 2s --refuse 5% --reorder`. Every
 * word that is not understood is named at once.
 */
export function parseOptionText(text: string): Behaviour | { readonly faults: string[] } {
  const { values, faults } = valuesIn(text.split(/\s+/).filter((word) => word !== ''));
  const behaviour = parseBehaviour(values);
  const all = 'faults' in behaviour ? [...faults, ...behaviour.faults] : faults;
  return all.length > 0 ? { faults: all } : (behaviour as Behaviour);
}

function valuesIn(words: readonly string[]) {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? '';
    const option = SIMULATOR_OPTIONS.find(({ flag }) => flag.split(' ')[0] === word);
    const given = wordsUpToNext(words, at + 1);
    at += 1 + given.length;
    if (option) values[option.name] = valueOf(option, given);
    else faults.push(`${word} is no option of a simulator`);
  }
  return { values, faults };
}

/** A switch takes no word, names take all, and the others one: more would not parse. */
function valueOf({ kind }: SimulatorOption, given: readonly string[]): unknown {
  if (kind === 'switch') return given.length === 0 ? true : given.join(' ');
  return kind === 'names' ? given : given.join(' ');
}

function wordsUpToNext(words: readonly string[], from: number): string[] {
  const next = words.findIndex((word, index) => index >= from && word.startsWith('--'));
  return words.slice(from, next < 0 ? words.length : next);
}
