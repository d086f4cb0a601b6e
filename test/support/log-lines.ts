/** A line of a gateway's log, as far as tests look at it. */
export interface Said {
  readonly level: string;
  readonly msg: string;
}

/** What a gateway's output says, line by line, without the requests. */
export function saidIn(output: string): Said[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Said)
    .filter(({ msg }) => msg !== 'request');
}

/** Each warning or error, and how often it was said. */
export function warningsIn(output: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { level, msg } of saidIn(output)) {
    if (level === 'warn' || level === 'error') counts[msg] = (counts[msg] ?? 0) + 1;
  }
  return counts;
}

/** The end of an output without the requests, for a failing test. */
export const endOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.endsWith('"msg":"request"}'))
    .join('\n')
    .slice(-20_000);
