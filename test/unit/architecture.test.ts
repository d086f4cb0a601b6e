import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const CRUISE = ['node_modules/.bin/depcruise', '--config', '.dependency-cruiser.cjs'];

/** What dependency-cruiser says of these places; rejects when it finds a violation. */
const cruise = (...places: string[]) =>
  run(process.execPath, [...CRUISE, '--output-type', 'err', ...places], { maxBuffer: 1e8 });

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the house', () => {
  it('has arrows in the allowed directions only, and no circle', async () => {
    const { stdout } = await cruise('src', 'adapters', 'mappings', 'openapi/contracts.ts');
    expect(stdout).to.contain('no dependency violations found');
  });

  it('has no room that says nothing', async () => {
    const rooms = (await sourceFiles('src')).join('\n');
    expect(rooms).not.to.match(
      /\/((utils?|helpers?|common|misc|services|managers)\/|(utils?|helpers?|common|misc)\.ts)/,
    );
  });

  it('reads the environment in one place', async () => {
    const readers: string[] = [];
    for (const file of [...(await sourceFiles('src')), ...(await sourceFiles('adapters'))]) {
      if (/process\.env\[/.test(await readFile(file, 'utf8'))) readers.push(file);
    }
    expect(readers).to.deep.equal([]);
  });
});
