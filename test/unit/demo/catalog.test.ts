import { expect } from 'chai';
import type { JsonObject } from '../../../openapi/json.js';
import { CATALOG } from '../../../src/demo/catalog/index.js';
import { referencesIn } from '../../../src/demo/catalog/entry.js';
import { SITES } from '../../../src/demo/sites.js';
import { sequenceOf } from '../../../src/demo/sequence.js';
import { expand } from './expansion.js';

describe('demo/catalog', () => {
  it('has every key once, and every reference leads to one of them', () => {
    const keys = CATALOG.map((entry) => entry.key);
    expect(new Set(keys).size).to.equal(keys.length);
    for (const entry of CATALOG) {
      expect(keys, entry.key).to.include.members(referencesIn(entry.body));
    }
  });

  it('can be put in an order in which nothing refers to what comes later', () => {
    const sequence = sequenceOf(CATALOG);
    expect(sequence).to.have.members([...CATALOG]);
    const placed = new Set<string>();
    for (const entry of sequence) {
      expect([...placed], entry.key).to.include.members(referencesIn(entry.body));
      placed.add(entry.key);
    }
  });

  it('names a reference that leads nowhere or in a circle', () => {
    const entry = (key: string, to: string) => ({ key, path: '/x', body: { a: { $ref: to } } });
    expect(() => sequenceOf([entry('a', 'b')])).to.throw('a refers to b');
    expect(() => sequenceOf([entry('a', 'b'), entry('b', 'a')])).to.throw('a -> b -> a');
  });

  it('uses every relation type, one of which makes no child', () => {
    const text = JSON.stringify(CATALOG);
    for (const type of ['bundles', 'realisedAs', 'requires', 'composedOf']) {
      expect(text).to.include(`"relationshipType":"${type}"`);
    }
  });

  it('has a resource shared by the order, a quantity by characteristic, and conditions', () => {
    const rules = CATALOG.filter((entry) => entry.key.startsWith('rule/')).map((r) => r.body);
    const having = (name: string) => rules.filter((rule: JsonObject) => name in rule);
    expect(having('scope').map((rule) => rule['scope'])).to.deep.equal(['order']);
    expect(having('quantity')).to.have.length(1);
    expect(having('when').length).to.be.greaterThan(1);
  });

  it('makes well over fifteen services and resources of the three sites', () => {
    const made = expand(
      SITES.flatMap((site) => [
        ['business-connect', {}] as const,
        ['business-access', { accessType: site.accessType }] as const,
        ['managed-router', {}] as const,
        ...(site.voice
          ? [
              [
                'business-voice',
                { voiceChannels: site.voice.channels, lineType: site.voice.lineType },
              ] as const,
            ]
          : []),
      ]),
    );
    expect(made.services).to.have.length(21);
    expect(made.resources).to.have.length(22);
    const once = ['resource/routing-domain', 'resource/voice-gateway', 'service/copper-access'];
    for (const key of once) {
      expect([...made.services, ...made.resources].filter((one) => one === key)).to.deep.equal([
        key,
      ]);
    }
    expect(made.resources).not.to.include('resource/power-supply');
  });
});
