/** One number of a gateway's /metrics: all samples of this name, added up. */
export async function metricOf(url: string, name: string): Promise<number> {
  const response = await fetch(`${url}/metrics`);
  const samples = (await response.text())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => Number(line.split(' ').at(-1)));
  return samples.reduce((sum, value) => sum + value, 0);
}
