import { basename } from 'node:path';
import { NodeHost, compile, formatDiagnostic, getSourceLocation } from '@typespec/compiler';
import { getOpenAPI3 } from '@typespec/openapi3';
import { finish } from '../finish.mjs';

/**
 * Every service of a TypeSpec program as a finished OpenAPI 3.0 document. `api` is the name of the
 * file that holds the service's namespace. Throws with all diagnostics, file and line each, when
 * the program is not clean: warnings count.
 */
export async function compileDocuments(main) {
  const program = await compile(NodeHost, main, { noEmit: true });
  refuse(program.diagnostics);
  const records = await getOpenAPI3(program, { 'omit-unreachable-types': true });
  refuse(records.flatMap((record) => record.diagnostics));
  return records.map(({ service, document }) => ({
    api: basename(fileOf(service), '.tsp'),
    document: finish(document),
  }));
}

/** Where `@service` is written: the namespace itself may be spread over several files. */
function fileOf(service) {
  const mark = service.type.decorators.find((d) => d.definition?.name === '@service');
  return getSourceLocation(mark.node).file.path;
}

function refuse(diagnostics) {
  if (!diagnostics.length) return;
  throw new Error(['TypeSpec:', ...diagnostics.map((d) => formatDiagnostic(d))].join('\n'));
}
