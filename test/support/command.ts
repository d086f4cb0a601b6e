import { runNode } from './gateway.js';
import { eventually } from './eventually.js';

/** What a command of the project printed, once it has ended by itself with this status. */
export async function outputOf(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  status = 0,
): Promise<string> {
  const process = runNode(args, env);
  await eventually(`${args.join(' ')} has ended`, () => Promise.resolve(process.exited()));
  const ended = await process.stop();
  if (ended !== status)
    throw new Error(`${args.join(' ')} ended with ${ended}:\n${process.output()}`);
  return process.output();
}
