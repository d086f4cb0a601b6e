import { runNode, type NodeProcess } from './gateway.js';

/**
 * Starts `turnup simulate` with these words in a process of its own; resolves once the systems
 * consume their work orders.
 */
export async function startSimulators(
  env: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<NodeProcess> {
  const simulators = runNode(['dist/src/cli.js', 'simulate', ...words], env);
  await simulators.line(/^simulating .*$/m);
  return simulators;
}
