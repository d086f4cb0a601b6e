import { expect } from 'chai';
import { makesChild, relationMeaning } from '../../../mappings/decomposition/relations.js';
import { isSellableStatus } from '../../../mappings/decomposition/sellable.js';

describe('mappings/decomposition', () => {
  const MEANINGS: [word: string, meaning: string][] = [
    ['bundles', 'bundles'],
    ['Bundles', 'bundles'],
    ['realisedAs', 'realisedAs'],
    ['realised-as', 'realisedAs'],
    ['REALIZED_BY', 'realisedAs'],
    ['isRealizedBy', 'realisedAs'],
    ['is realised by', 'realisedAs'],
    ['requires', 'requires'],
    ['DependsOn', 'requires'],
    ['dependency', 'requires'],
    ['reliesOn', 'requires'],
    ['relyOn', 'requires'],
    ['composedOf', 'composedOf'],
    ['is composed of', 'composedOf'],
    ['excludes', 'excludes'],
    ['exclusivity', 'excludes'],
    ['realizes', 'none'],
    ['isRequiredBy', 'none'],
    ['substitution', 'none'],
    ['constructor', 'none'],
    ['is', 'none'],
    ['', 'none'],
  ];
  for (const [word, meaning] of MEANINGS) {
    it(`"${word}" means ${meaning}`, () => {
      expect(relationMeaning(word)).to.equal(meaning);
    });
  }

  it('makes children of what bundles, realises and is required alone', () => {
    const making = (
      ['bundles', 'realisedAs', 'requires', 'composedOf', 'excludes', 'none'] as const
    ).filter(makesChild);
    expect(making).to.deep.equal(['bundles', 'realisedAs', 'requires']);
  });

  it('lets what is active or launched be ordered, and what says nothing', () => {
    const words = ['Active', 'launched', ' active ', '', 'Retired', 'In design', 'Obsolete'];
    expect(words.filter(isSellableStatus)).to.deep.equal(['Active', 'launched', ' active ', '']);
  });
});
