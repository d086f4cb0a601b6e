import { expect } from 'chai';
import { expectStatus } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { PATHS } from '../support/small-catalog.js';

type Refused = { code: string; details: { rule: string; message: string }[] };

describe('a cyclic catalog', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  const specifications = `${PATHS.service}/serviceSpecification`;
  const make = async (name: string, requires?: string) =>
    expectStatus(
      await app.api.post<{ id: string }>(specifications, {
        name,
        ...(requires && { serviceSpecRelationship: [relation(requires)] }),
      }),
      201,
    ).id;
  const relation = (id: string) => ({ id, name: id, relationshipType: 'requires' });

  it('is refused when it is written, naming the way round, and nothing changes', async () => {
    const lowest = await make('lowest');
    const middle = await make('middle', lowest);
    const highest = await make('highest', middle);
    const answer = await app.api.patch<Refused>(`${specifications}/${lowest}`, {
      serviceSpecRelationship: [relation(highest)],
    });
    expect(answer.status).to.equal(422);
    const [fault] = answer.body.details;
    expect(fault?.rule).to.equal('cyclicCatalog');
    for (const name of ['lowest', 'middle', 'highest']) expect(fault?.message).to.contain(name);
    const { body } = await app.api.get(`${specifications}/${lowest}`);
    expect(body).not.to.have.property('serviceSpecRelationship');
  });

  it('may be composed of what it is a part of: that makes no child', async () => {
    const part = await make('part');
    const whole = await make('whole', part);
    const answer = await app.api.patch(`${specifications}/${part}`, {
      serviceSpecRelationship: [{ ...relation(whole), relationshipType: 'composedOf' }],
    });
    expect(answer.status).to.equal(200);
  });

  it('is refused in bundles of offerings too', async () => {
    const offerings = `${PATHS.product}/productOffering`;
    const bundled = (id: string) => ({
      isBundle: true,
      bundledProductOffering: [{ id, name: id }],
    });
    const inner = expectStatus(
      await app.api.post<{ id: string }>(offerings, { name: 'inner' }),
      201,
    ).id;
    const outer = expectStatus(
      await app.api.post<{ id: string }>(offerings, { name: 'outer', ...bundled(inner) }),
      201,
    ).id;
    const answer = await app.api.patch<Refused>(`${offerings}/${inner}`, bundled(outer));
    expect(answer.status).to.equal(422);
    expect(answer.body.details[0]?.message).to.match(/inner.*outer|outer.*inner/);
  });
});
