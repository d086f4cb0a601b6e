/** Where a simulator tells what it does; a pino logger is one. */
export interface SimulatorLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
