import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { launchBrowser, whyNoBrowser } from './browser.ts';
import { startService } from './service.ts';

const photo = join(import.meta.dirname, '../../docs/samples/rocket.jpg');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(whyNoBrowser)(`the web console${whyNoBrowser ? ` (${whyNoBrowser})` : ''}`, () => {
  let browser: Browser;
  let service: Awaited<ReturnType<typeof startService>>;
  let context: BrowserContext;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, service] = await Promise.all([launchBrowser(), startService()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
        complaints.push(message.text());
      }
    });
  });
  afterAll(async () => {
    await browser?.close();
    await service?.[Symbol.asyncDispose]();
  });
  const focusedText = () => page.evaluate<string>('document.activeElement.textContent');
  const open = (path: string) => page.goto(`${service.stack.apiUrl}${path}`);

  it('asks for a token, says when it is wrong, and takes the one of the link', async () => {
    await open('/');
    await page.getByRole('dialog').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console');
    await page.getByLabel('API token').fill('sk_wrong');
    await page.keyboard.press('Enter');
    await page.getByText('does not know this token').waitFor();
    await open(`/console#token=${service.user.token}`);
    await page.reload();
    await page.getByRole('heading', { name: 'New task' }).waitFor();
    expect(page.url()).not.toContain('token');
  });

  it('takes a photo, starts the task, shows it move and plays the clip', async () => {
    await open('/console');
    await page.locator('input[type=file]').first().setInputFiles(photo);
    await page.locator('img.preview').waitFor();
    await page.getByLabel('Prompt', { exact: true }).fill('slow push in');
    await page.getByText('30 coins').waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/Accepted|In progress|Sent to the provider/)
      .first()
      .waitFor();
    const video = page.locator('video').first();
    await video.waitFor({ timeout: 60_000 });
    await page.evaluate('document.querySelector("video").play()');
    const playedSeconds = () =>
      page.evaluate<number>('document.querySelector("video").currentTime');
    await expect.poll(playedSeconds, { timeout: 10_000 }).toBeGreaterThan(0.3);
    await page.getByRole('img', { name: /Finish the task/ }).waitFor();
  });

  it('lists it, and finds it by a word of its prompt', async () => {
    await open('/console/tasks');
    await page.getByText('slow push in').first().waitFor();
    await page.getByPlaceholder('Search name and prompt').fill('no such words');
    await page.getByText('No task is like that').waitFor();
    expect(page.url()).toContain('q=');
  });

  it('registers an endpoint, shows a broken receiver, and sends again once it is mended', async () => {
    let status = 500;
    await using receiver = await startReceiver((response) => void response.writeHead(status).end());
    await open('/console/endpoints');
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByLabel('Description').fill('my receiver');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('whsec_').waitFor();
    await service.api.start({ image_url: 'http://127.0.0.1:9/gone.jpg' });
    await page.getByRole('link', { name: /my receiver/ }).click();
    await expect.poll(() => receiver.requests.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await page.reload();
    await page.getByText(/500/).first().waitFor();
    status = 204;
    await page.getByRole('button', { name: 'Send now' }).first().click();
    await page.getByText('delivered', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Ping' }).click();
    await page.getByLabel('Type of the sample').selectOption('task.failed');
    await page.getByRole('button', { name: 'Send a sample' }).click();
    await expect
      .poll(() => receiver.requests.some(({ body }) => `${body}`.includes('"test":true')))
      .toBe(true);
    await page.getByText('Delivery options').click();
    await page.getByLabel('Schedule').selectOption('minutes');
    await page.getByLabel('Timeout seconds').fill('3');
    await page.getByLabel('Filter').fill('{"data":{"status":"completed"}}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.options .problem').waitFor();
    await page.getByLabel('Filter').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(async () => (await service.api.call('GET', '/api/v1/webhooks/endpoints')).data.rows[0])
      .toMatchObject({ schedule: 'minutes', timeout_seconds: 3 });
    await page.getByRole('button', { name: 'Rotate the secret' }).click();
    await page.getByRole('button', { name: 'Really rotate' }).click();
    await page.getByText('New secret:').waitFor();
  });

  it('cancels a task, and shows what the day cost', async () => {
    const { data } = await service.api.start({
      image_url: `${service.stack.mediaUrl}/samples/rocket.jpg`,
      video_time: 20,
    });
    await open(`/console/tasks/${data._id}`);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Really cancel' }).click();
    await page.getByText('cancelled', { exact: true }).first().waitFor();
    await open('/console/account');
    await page.getByText(/Image to video .*30 coins, /).waitFor();
  });

  it('shows the kinds that nobody makes, and what to configure', async () => {
    await open('/console');
    await page.getByLabel('Kind').selectOption('kling-video');
    await page.getByText('No configured provider makes this kind').waitFor();
    await expect(page.getByRole('button', { name: /^Start/ }).isDisabled()).resolves.toBe(true);
  });

  it('asks for the token again when it is revoked, and keeps what was typed', async () => {
    const made = await service.api.call('POST', '/api/v1/apiToken/add', { name: 'short-lived' });
    await open(`/console#token=${made.data.token}`);
    await page.reload();
    await page.getByLabel('Prompt', { exact: true }).fill('a slow orbit');
    await service.api.call('DELETE', `/api/v1/apiToken/${made.data._id}`);
    await page.getByLabel('Name', { exact: true }).fill('asked again');
    await page.getByText('What you typed is still there').waitFor();
    await page.getByLabel('API token').fill(service.user.token);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Prompt', { exact: true }).inputValue()).toBe('a slow orbit');
  });

  it('is used by the keyboard alone', async () => {
    await open('/console');
    await page.getByRole('heading', { name: 'New task' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focusedText()).toContain('Skip to');
    for (const name of ['Reelhook', 'New task', 'Tasks']) {
      await page.keyboard.press('Tab');
      expect(await focusedText()).toContain(name);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
  });

  const screens = ['', '/tasks', '/endpoints', '/account', '/providers'];
  it.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const screen of screens) {
      await open(`/console${screen}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      // Evaluated over the debugger's connection: the page's own policy would refuse it as a script.
      const findings = await page.evaluate(
        `${axe}; axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)`,
      );
      const faults = (findings as Finding[]).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect([screen, ...faults]).toEqual([screen]);
    }
  });

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const screen of screens) {
      await open(`/console${screen}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect([screen, width]).toEqual([screen, 390]);
    }
  });

  it('asks nothing of anybody else, and complains of nothing', () => {
    const { apiUrl, mediaUrl, endpointUrl } = service.stack;
    const own = [apiUrl, mediaUrl, endpointUrl].map((url) => new URL(url).origin);
    const others = asked.filter(
      (url) => /^https?:/.test(url) && !own.includes(new URL(url).origin),
    );
    expect(others).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
