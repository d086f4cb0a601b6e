import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { builtDocuments, GENERATE, type Built } from './built.js';

type Compiled = { api: string; document: object }[];

const openapi = (path: string) =>
  fileURLToPath(new URL(`../../../openapi/${path}`, import.meta.url));

async function compile(main: string): Promise<Compiled> {
  const { compileDocuments } = (await import(openapi('lib/compile.js'))) as {
    compileDocuments: (main: string) => Promise<Compiled>;
  };
  return compileDocuments(main);
}

describe('generate', function () {
  this.timeout(60_000);
  let built: Built[];
  before(() => {
    built = builtDocuments();
  });

  for (const [folder, main, version] of [
    ['v4', 'tsp/v4/main.tsp', 'v4'],
    ['v5', 'tsp/v5/main.tsp', 'v5'],
    ['turnup', 'tsp/turnup/turnup.tsp', 'v1'],
  ] as const) {
    it(`makes the same documents of ${folder} again, byte by byte`, async () => {
      const again = await compile(openapi(main));
      const expected = built.filter(({ contract }) => contract.version === version);
      expect(again.map(({ api }) => api).sort()).to.deep.equal(
        expected.map(({ contract }) => contract.api).sort(),
      );
      const differing = expected.filter(({ contract, text }) => {
        const document = again.find(({ api }) => api === contract.api)?.document;
        return `${JSON.stringify(document, null, 1)}\n` !== text;
      });
      expect(differing.map(({ contract }) => contract.api)).to.deep.equal([]);
    });
  }

  it('writes types beside every document', () => {
    for (const { contract } of built) {
      const types = contract.file
        .replace('/generated/', '/generated/types/')
        .replace(/json$/, 'd.ts');
      expect(readFileSync(types, 'utf8')).to.include('export interface components');
    }
  });

  it('says and does nothing when the outputs are newer than the sources', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [GENERATE], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr, status }).to.deep.equal({ stdout: '', stderr: '', status: 0 });
  });

  it('names file and line of what the compiler refuses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'turnup-tsp-'));
    try {
      const main = join(folder, 'broken.tsp');
      writeFileSync(main, 'model Broken {\n  name: NoSuchType;\n}\n');
      const outcome = await compile(main).then(
        () => 'compiled',
        (error: Error) => error.message,
      );
      expect(outcome).to.match(/broken\.tsp:2:9 - error .*NoSuchType/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
