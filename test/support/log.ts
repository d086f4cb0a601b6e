import { pino } from 'pino';

/** A line of the log as pino writes it. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [detail: string]: unknown;
}

/** A logger that keeps what it is told. */
export function recordingLog() {
  const lines: LogLine[] = [];
  const log = pino(
    { level: 'debug' },
    { write: (line) => lines.push(JSON.parse(line) as LogLine) },
  );
  return { log, lines };
}

/** A logger that says nothing; with LOG_LEVEL set it speaks, for looking into a failure. */
export const quietLog = () => pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });
