#!/usr/bin/env node
// Builds openapi/generated from the TypeSpec sources: one OpenAPI 3.0 document and one file of
// types for each API and version. Does nothing when the outputs are newer than every source;
// `--force` builds anyway.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, 'generated');
const PROGRAMS = [
  { main: 'tsp/v4/main.tsp', version: 'v4' },
  { main: 'tsp/v5/main.tsp', version: 'v5' },
  { main: 'tsp/turnup/turnup.tsp', version: 'v1' },
];

if (process.argv.includes('--force') || !isFresh()) await build().catch(stop);

function stop(error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function build() {
  const startedAt = performance.now();
  const { compileDocuments } = await import('./lib/compile.js');
  const documents = [];
  for (const { main, version } of PROGRAMS) {
    for (const { api, document } of await compileDocuments(join(HERE, main))) {
      documents.push({ name: `${api}.${version}`, document });
    }
  }
  await writeAll(documents);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`openapi: ${documents.length} documents and their types in ${seconds} s`);
}

async function writeAll(documents) {
  const { typesOf } = await import('./lib/types.js');
  await mkdir(join(OUT, 'types'), { recursive: true });
  for (const { name, document } of documents) {
    await replace(join(OUT, 'types', `${name}.d.ts`), await typesOf(document));
    await replace(join(OUT, `${name}.json`), `${JSON.stringify(document, null, 1)}\n`);
  }
  const current = new Set(documents.flatMap(({ name }) => [`${name}.json`, `${name}.d.ts`]));
  await removeOthers(OUT, current);
  await removeOthers(join(OUT, 'types'), current);
}

/** Whole or not at all: another process may be reading, or building the same. */
async function replace(file, text) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, file);
}

/** What an API that is gone left behind. */
async function removeOthers(folder, current) {
  const left = (await readdir(folder)).filter((n) => /\.(json|d\.ts)$/.test(n) && !current.has(n));
  await Promise.all(left.map((name) => rm(join(folder, name))));
}

function isFresh() {
  const outputs = PROGRAMS.flatMap(({ main, version }) =>
    readdirSync(join(HERE, dirname(main)))
      .filter((name) => /^(tmf\d+-.*|turnup)\.tsp$/.test(name))
      .map((name) => `${basename(name, '.tsp')}.${version}`)
      .flatMap((name) => [join(OUT, `${name}.json`), join(OUT, 'types', `${name}.d.ts`)]),
  );
  if (!outputs.every(existsSync)) return false;
  const newest = Math.max(...sources().map(modifiedMs));
  return outputs.every((file) => modifiedMs(file) > newest);
}

function sources() {
  return [
    ...['tsp', 'lib'].flatMap((folder) => filesIn(join(HERE, folder))),
    join(HERE, 'finish.mjs'),
    join(HERE, 'generate.mjs'),
  ];
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function modifiedMs(file) {
  return statSync(file).mtimeMs;
}
