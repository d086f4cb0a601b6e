import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { canonicalVersion, CONTRACTS } from '../../../openapi/contracts.js';

const numbers = (version: string) =>
  CONTRACTS.filter((c) => c.version === version).map((c) => c.number);

describe('the list of contracts', () => {
  it('has the APIs that are served, v5 beside v4, and the gateway itself', () => {
    expect(numbers('v4')).to.deep.equal([
      620, 621, 622, 629, 632, 633, 634, 637, 638, 639, 641, 645, 646, 648, 651, 652, 666, 669, 673,
      674, 679, 681, 688, 697, 699, 701,
    ]);
    expect(numbers('v5')).to.deep.equal([
      620, 621, 622, 629, 632, 634, 637, 638, 639, 666, 669, 679,
    ]);
    expect(numbers('v1')).to.deep.equal([null]);
  });

  it('has a source for each, by the same name', () => {
    const missing = CONTRACTS.filter(({ api, version }) => {
      const folder = api === 'turnup' ? api : version;
      return !existsSync(new URL(`../../../openapi/tsp/${folder}/${api}.tsp`, import.meta.url));
    });
    expect(missing).to.deep.equal([]);
  });

  it('never gives one path two meanings', () => {
    const paths = CONTRACTS.flatMap(({ basePath, aliases }) => [basePath, ...aliases]);
    expect(new Set(paths).size).to.equal(paths.length);
    expect(
      paths.filter((path) => path !== '' && !/^(\/\w+|\/tmf-api)+\/v[45]$/.test(path)),
    ).to.deep.equal([]);
  });

  it('calls the newest served version canonical', () => {
    expect(canonicalVersion(622)).to.equal('v5');
    expect(canonicalVersion(641)).to.equal('v4');
    expect(() => canonicalVersion(653)).to.throw(RangeError, 'TMF653');
  });
});
