import type { OpenApiDocument, Parameter, Schema } from '../../apis/openapi.js';
import { CheckSchemas } from './check-schemas.js';
import type { Use } from './check-schemas.js';

/** A document made for the validator alone: one fixed route for each body that is checked. */
export interface CheckView {
  readonly document: object;
  /** Key of the check -> route. */
  readonly routes: ReadonlyMap<string, string>;
}

/** One body that is checked. */
export interface CheckedBody {
  /** `POST /productOrder` */
  readonly key: string;
  /** Left out: nothing but the parameters is checked. */
  readonly schema?: Schema;
  readonly use: Use;
  /** Query parameters that are checked with it. */
  readonly parameters?: readonly Parameter[];
}

/**
 * The document as the request validator needs it: only these bodies, only the schemas that they
 * reach, no answers and no listeners, which would only cost memory. Shares nothing with the given
 * document that the validator would change.
 */
export function checkView(document: OpenApiDocument, bodies: readonly CheckedBody[]): CheckView {
  const rewriting = new CheckSchemas(document);
  const routes = new Map<string, string>();
  const paths: Record<string, object> = {};
  for (const { key, schema, use, parameters = [] } of bodies) {
    const route = `/${routes.size}`;
    routes.set(key, route);
    paths[route] = {
      post: {
        // Reserved characters, as in an instant, are no reason to refuse: clients seldom encode
        // them.
        parameters: parameters.map((parameter) => ({
          ...parameter,
          allowReserved: true,
          schema: rewriting.rewrite(parameter.schema ?? {}, { name: 'whole' }),
        })),
        ...(schema && {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: rewriting.rewrite(schema, use) } },
          },
        }),
        responses: { default: { description: 'any' } },
      },
    };
  }
  return {
    document: structuredClone({
      openapi: '3.0.3',
      info: { title: 'checks', version: '1' },
      servers: [{ url: '/' }],
      paths,
      components: { schemas: rewriting.schemas },
    }),
    routes,
  };
}
