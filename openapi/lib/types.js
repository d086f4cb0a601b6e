import openapiTypescript, { astToString } from 'openapi-typescript';

/** TypeScript types of a document: `paths`, `components`, `operations`. */
export async function typesOf(document) {
  // the generator works on the document that it is given
  const nodes = await openapiTypescript(structuredClone(document), { silent: true });
  return `/** Made from the TypeSpec sources by openapi/generate.mjs; change those instead. */\n\n${astToString(nodes)}`;
}
