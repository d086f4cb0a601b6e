import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { JsonObject } from '../../../openapi/json.js';

type Schemas = Record<string, { required?: string[]; properties: Record<string, JsonObject> }>;
type Finished = {
  paths: {
    '/order': { post: { requestBody: { content: Record<string, { schema: JsonObject }> } } };
  };
  components: { schemas: Schemas };
};

const FINISH = fileURLToPath(new URL('../../../openapi/finish.mjs', import.meta.url));

/** A document as the emitter leaves it: an order, and an operation that asks for a variant. */
async function finished(variant: string, order: object, others: object = {}): Promise<Finished> {
  const { finish } = (await import(FINISH)) as { finish: (doc: object) => Finished };
  const schema = { $ref: '#/components/schemas/Order' };
  return finish({
    paths: {
      '/order': {
        post: {
          'x-variant': variant,
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 201: {} },
        },
      },
    },
    components: { schemas: { Order: order, ...others } },
  });
}

const text = (...marks: string[]) => ({
  type: 'string',
  ...Object.fromEntries(marks.map((mark) => [mark, true])),
});
const order = {
  type: 'object',
  required: ['href', 'number'],
  properties: {
    href: text('x-not-at-creation', 'x-not-in-update'),
    number: text('x-not-in-update'),
    state: text('x-not-at-creation', 'x-asked-again'),
    name: text('x-asked'),
  },
};

describe('the finishing step', () => {
  for (const [variant, attributes, required] of [
    ['Create', ['number', 'name'], ['number', 'name']],
    ['FVO', ['number', 'name'], ['number', 'name']],
    ['Update', ['state', 'name'], ['state']],
    ['MVO', ['state', 'name'], ['state']],
  ] as const) {
    it(`derives ${variant} from the marks of the attributes`, async () => {
      const { paths, components } = await finished(variant, order);
      const made = components.schemas[`Order_${variant}`];
      expect(Object.keys(made?.properties ?? {})).to.deep.equal(attributes);
      expect(made?.required).to.deep.equal(required);
      expect(paths['/order'].post.requestBody.content['application/json']?.schema).to.deep.equal({
        $ref: `#/components/schemas/Order_${variant}`,
      });
    });
  }

  it('leaves the model itself as it was, without its marks', async () => {
    const { components } = await finished('FVO', order);
    expect(components.schemas['Order']?.required).to.deep.equal(['href', 'number']);
    expect(JSON.stringify(components)).to.not.include('x-');
  });

  it('reaches into nested models for v5, and only into those that differ', async () => {
    const holder = {
      type: 'object',
      properties: {
        item: { $ref: '#/components/schemas/Item' },
        place: { $ref: '#/components/schemas/Place' },
      },
    };
    const others = {
      Item: { type: 'object', properties: { id: text('x-asked') } },
      Place: { type: 'object', properties: { id: text() } },
    };
    const { schemas } = (await finished('FVO', holder, others)).components;
    expect(schemas['Order_FVO']?.properties).to.deep.equal({
      item: { $ref: '#/components/schemas/Item_FVO' },
      place: { $ref: '#/components/schemas/Place' },
    });
    expect(schemas['Item_FVO']?.required).to.deep.equal(['id']);
    expect(schemas['Place_FVO']).to.equal(undefined);
  });

  it('changes the model alone for v4', async () => {
    const holder = { type: 'object', properties: { item: { $ref: '#/components/schemas/Item' } } };
    const others = { Item: { type: 'object', properties: { id: text('x-asked') } } };
    const { schemas } = (await finished('Create', holder, others)).components;
    expect(schemas['Order_Create']?.properties).to.deep.equal(holder.properties);
    expect(schemas['Item_Create']).to.equal(undefined);
  });

  it('ends on models that hold themselves, and finds what differs behind the circle', async () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const holder = { type: 'object', properties: { a: ref('A') } };
    const others = {
      A: { type: 'object', properties: { b: ref('B') } },
      B: { type: 'object', properties: { a: ref('A'), id: text('x-asked') } },
    };
    const { schemas } = (await finished('FVO', holder, others)).components;
    expect(schemas['A_FVO']?.properties['b']).to.deep.equal(ref('B_FVO'));
    expect(schemas['B_FVO']?.properties['a']).to.deep.equal(ref('A_FVO'));
  });

  it('requires no longer what a client need not say', async () => {
    const free = {
      type: 'object',
      required: ['id', 'href'],
      properties: { id: text('x-unasked-again'), href: text('x-unasked', 'x-unasked-again') },
    };
    const fvo = (await finished('FVO', free)).components.schemas['Order_FVO'];
    const mvo = (await finished('MVO', free)).components.schemas['Order_MVO'];
    expect(fvo?.required).to.deep.equal(['id']);
    expect(mvo?.required).to.equal(undefined);
  });

  it('dispatches on @type, to the variant of each member', async () => {
    const union = {
      oneOf: [{ $ref: '#/components/schemas/Item' }],
      'x-by-type': { Item: 'Item' },
    };
    const others = { Item: { type: 'object', properties: { id: text('x-asked') } } };
    const { schemas } = (await finished('FVO', union, others)).components;
    expect(schemas['Order_FVO']).to.deep.equal({
      oneOf: [{ $ref: '#/components/schemas/Item_FVO' }],
      discriminator: {
        propertyName: '@type',
        mapping: { Item: '#/components/schemas/Item_FVO' },
      },
    });
  });
});
