/** A line of a gateway's log, as far as tests look at it. */
export interface Said {
  readonly level: string;
  /** ISO 8601. */
  readonly time: string;
  readonly msg: string;
}

/** What a gateway's output says from an instant on, line by line, without the requests. */
export function saidIn(output: string, since = ''): Said[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Said)
    .filter(({ msg, time }) => msg !== 'request' && time >= since);
}

/** What is said as a warning or an error. */
export const warningsOf = (said: readonly Said[]): string[] =>
  said.filter(({ level }) => level === 'warn' || level === 'error').map(({ msg }) => msg);

/** The end of an output without the requests, for a failing test. */
export const endOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.endsWith('"msg":"request"}'))
    .join('\n')
    .slice(-20_000);
