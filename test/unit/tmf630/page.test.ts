import { expect } from 'chai';
import fc from 'fast-check';
import { Refusal } from '../../../src/errors.js';
import { pageHead } from '../../../src/tmf630/page.js';

const head = (offset: number, limit: number, total: number, paged = true) => {
  const count = Math.max(0, Math.min(limit, total - offset));
  return pageHead({ offset, limit, count, total, paged }, '/orders', 'state=a&offset=9&limit=9');
};

describe('tmf630: pages', () => {
  it('counts every list, and calls the whole list 200', () => {
    expect(head(0, 100, 3)).to.deep.equal({
      status: 200,
      headers: { 'X-Total-Count': '3', 'X-Result-Count': '3' },
    });
  });

  it('announces a part only when a page was asked for', () => {
    expect(head(0, 100, 300, false).status).to.equal(200);
    expect(head(0, 100, 300, false).headers).to.not.have.property('Link');
    expect(head(0, 100, 300).status).to.equal(206);
  });

  it('links first, previous, next and last with the other parameters kept', () => {
    const { headers } = head(10, 5, 23);
    expect(headers['Content-Range']).to.equal('items 10-14/23');
    expect(headers['Link']).to.equal(
      [
        '</orders?state=a&offset=0&limit=5>; rel="first"',
        '</orders?state=a&offset=5&limit=5>; rel="prev"',
        '</orders?state=a&offset=15&limit=5>; rel="next"',
        '</orders?state=a&offset=20&limit=5>; rel="last"',
      ].join(', '),
    );
  });

  it('refuses an offset past the end, but not in an empty list', () => {
    expect(() => head(23, 5, 23))
      .to.throw(Refusal)
      .with.property('kind', 'rangeNotSatisfiable');
    expect(head(23, 5, 0).status).to.equal(200);
  });

  it('lets no character of the query end the link or the header', () => {
    const extent = { offset: 0, limit: 1, count: 1, total: 2, paged: true };
    const link = pageHead(extent, '/o', 'name=a>"b&x=\r\ny').headers['Link'] ?? '';
    expect(link).to.not.match(/[\r\n]/);
    expect(link.match(/</g)).to.have.length(3);
  });

  it('leads through the whole list by its next links, each document once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 50 }),
        (total, limit) => {
          let seen = 0;
          let offset: number | undefined = 0;
          while (offset !== undefined) {
            const count: number = Math.min(limit, total - offset);
            const { headers } = head(offset, limit, total);
            seen += count;
            const next: string | undefined = /offset=(\d+)&limit=\d+>; rel="next"/.exec(
              headers['Link'] ?? '',
            )?.[1];
            offset = next === undefined ? undefined : Number(next);
          }
          expect(seen).to.equal(total);
        },
      ),
    );
  });
});
