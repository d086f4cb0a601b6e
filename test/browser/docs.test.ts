import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { openBrowser } from '../support/browser.js';

describe('the pages for people, in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  before(async function () {
    browser = await openBrowser(this);
    app = await startApp();
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(app.url) && !request.url().startsWith('data:'))
        faults.push(`asks elsewhere: ${request.url()}`);
    });
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });
  beforeEach(() => faults.splice(0));

  it('leads from the front page to the documents', async () => {
    await page.goto(app.url);
    await page.click('text=API documents');
    await page.waitForSelector('.swagger-ui .info .title');
    expect(page.url()).to.equal(`${app.url}/docs/`);
    expect(faults).to.deep.equal([]);
  });

  it('shows every API in the list, and the operations of the one that is chosen', async () => {
    await page.goto(`${app.url}/docs/`);
    await page.waitForSelector('.topbar select option', { state: 'attached' });
    const names = await page.locator('.topbar select option').allTextContents();
    expect(names).to.have.length(39);
    const ordering = names.find((name) => /622.*v5/i.test(name)) ?? '';
    await page.selectOption('.topbar select', { label: ordering });
    await page.waitForSelector('[data-path="/productOrder"]');
    await page.click('.opblock-post [data-path="/productOrder"]');
    await page.waitForSelector('.opblock-post.is-open');
    expect(faults).to.deep.equal([]);
  });
});
