import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from './browser.ts';
import { openConsole } from './open-console.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(whyNoBrowser)('the manners of the web console', () => {
  let console: Awaited<ReturnType<typeof openConsole>>;
  let screens: string[];
  beforeAll(async () => {
    console = await openConsole();
    const { api } = console.service;
    const image_url = 'http://127.0.0.1:9/gone.jpg';
    const task = (await api.start({ image_url, name: 'gone' })).data._id;
    const url = 'http://127.0.0.1:65000/hook';
    const endpoints = '/api/v1/webhooks/endpoints';
    const { data } = await api.call('POST', endpoints, { url, events: ['task.*'] });
    screens = ['', '/tasks', '/tasks?view=rows', `/tasks/${task}`, `/compare/${task}/${task}`];
    screens.push('/endpoints', `/endpoints/${data._id}`, '/account', '/providers', '/nowhere');
  });
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]();
  });

  /** Opens a screen and waits until it shows what it has. */
  async function show(screen: string) {
    await console.open(`/console${screen}`);
    await console.page.getByRole('heading', { level: 1 }).first().waitFor();
    await console.page.locator('.loading').first().waitFor({ state: 'detached' });
  }

  it('asks for a token, says when it is wrong, and takes the one of the link', async () => {
    const { page, open, service, signIn } = console;
    await open('/');
    await page.getByRole('dialog').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console');
    await page.getByLabel('API token').fill('sk_wrong');
    await page.keyboard.press('Enter');
    await page.getByText('does not know this token').waitFor();
    await signIn(service.user.token);
    await page.getByRole('heading', { name: 'New task' }).waitFor();
    expect(page.url()).not.toContain('token');
  });

  it('shows the kinds that nobody makes, and what to configure', async () => {
    const { page } = console;
    await show('');
    await page.getByLabel('Kind').selectOption('kling-video');
    await page.getByText('PROVIDERS=a2e,embedded npm start').waitFor();
    expect(await page.getByRole('button', { name: /^Start/ }).isDisabled()).toBe(true);
  });

  it('asks for the token again when it is revoked, and keeps what was typed', async () => {
    const { page, service, signIn } = console;
    const made = await service.api.call('POST', '/api/v1/apiToken/add', { name: 'short-lived' });
    await signIn(made.data.token);
    const prompt = page.getByLabel('Prompt', { exact: true });
    await prompt.fill('a slow orbit');
    await service.api.call('DELETE', `/api/v1/apiToken/${made.data._id}`);
    await page.getByLabel('Name', { exact: true }).fill('asked again');
    await page.getByText('What you typed is still there').waitFor();
    await page.getByLabel('API token').fill(service.user.token);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await prompt.inputValue()).toBe('a slow orbit');
  });

  it('is used by the keyboard alone', async () => {
    const { page } = console;
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await show('');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Skip to');
    for (const name of ['Reelhook', 'New task', 'Tasks']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toContain(name);
    }
    await page.keyboard.press('Enter');
    await page.locator('.task-card a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'gone' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    const { page } = console;
    await page.emulateMedia({ colorScheme });
    for (const screen of screens) {
      await show(screen);
      // Evaluated over the debugger's connection: the page's own policy would refuse it as a script.
      const findings = await page.evaluate<Finding[]>(
        `${axe}; axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)`,
      );
      const faults = findings.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect([screen, ...faults]).toEqual([screen]);
    }
  });

  it.each([390, 2000])('fits %i pixels without scrolling sideways', async (width) => {
    const { page } = console;
    await page.setViewportSize({ width, height: 844 });
    for (const screen of screens) {
      await show(screen);
      const scrolled = await page.evaluate('document.documentElement.scrollWidth');
      expect([screen, scrolled]).toEqual([screen, width]);
    }
  });

  it('lets the token go', async () => {
    const { page } = console;
    await show('/account');
    await page.getByRole('button', { name: 'Sign out' }).last().click();
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('asks nothing of anybody else, and the browser complains of nothing', () => {
    expect(console.findFaults()).toEqual([]);
  });
});
