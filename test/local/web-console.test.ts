import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { whyNoBrowser } from './browser.ts';
import { openConsole } from './open-console.ts';

/** Pastes a picture of the page's own into the page, as a person does without choosing a field. */
const paste = `(async () => {
  const clipboardData = new DataTransfer();
  const blob = await (await fetch('/console/rocket.jpg')).blob();
  clipboardData.items.add(new File([blob], 'pasted.jpg', { type: 'image/jpeg' }));
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
})()`;

describe.skipIf(whyNoBrowser)(`the web console${whyNoBrowser ? ` (${whyNoBrowser})` : ''}`, () => {
  let console: Awaited<ReturnType<typeof openConsole>>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let status = 500;
  beforeAll(async () => {
    receiver = await startReceiver((response) => void response.writeHead(status).end('so so'));
    console = await openConsole();
    await console.signIn(console.service.user.token);
  });
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]();
    await receiver?.[Symbol.asyncDispose]();
  });
  const button = (name: string | RegExp) => console.page.getByRole('button', { name, exact: true });

  it('registers an endpoint, and shows its secret once', async () => {
    const { page, open } = console;
    await open('/console/endpoints');
    await page.getByText('No endpoint yet').waitFor();
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByLabel('Description').fill('my receiver');
    await button('Register').click();
    await page.getByText('whsec_').waitFor();
    await page.reload();
    await page.getByRole('link', { name: /my receiver.*active/s }).waitFor();
    expect(await page.getByText('whsec_').count()).toBe(0);
  });

  it('takes a pasted photo, starts the task, shows it move and plays the clip', async () => {
    const { page, open } = console;
    await open('/console');
    await page.getByText('Drop a file').first().waitFor();
    await page.evaluate(paste);
    await page.locator('img.preview').waitFor();
    await page.getByLabel('Prompt', { exact: true }).fill('slow push in');
    await page.getByText('30 coins').waitFor();
    await page.getByText('"slow push in"').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('[aria-current=step]').waitFor();
    await page.getByRole('progressbar').waitFor();
    await page.locator('video').waitFor();
    await page.evaluate('document.querySelector("video").play()');
    const playedSeconds = () =>
      page.evaluate<number>('document.querySelector("video").currentTime');
    await expect.poll(playedSeconds, { timeout: 30_000 }).toBeGreaterThan(0.3);
    await page.getByText('1168 × 784 pixels, 5 s').waitFor();
  });

  it('shows what a broken receiver answered, and sends again once it is mended', async () => {
    const { page } = console;
    await page.getByText(/500/).first().waitFor();
    await page.getByText(/^\d attempts?$/).click();
    await page.getByText('so so').first().waitFor();
    status = 204;
    await button('Send now').click();
    await page.getByText('delivered', { exact: true }).waitFor();
    await page.getByText('Tell webhooks: 1 of 1').waitFor();
  });

  it('lists it with its poster, which moves when pointed at, and finds it by its words', async () => {
    const { page, open } = console;
    await open('/console/tasks');
    const card = page.locator('.task-card', { hasText: 'slow push in' });
    await card.locator('img[src*="/previews/"]').waitFor();
    await card.getByRole('link').hover();
    await card.locator('video[src*="/previews/"]').waitFor();
    await page.getByLabel('State').selectOption('completed');
    await page.getByLabel('Search name and prompt').fill('no such words');
    await page.getByText('No task is like that').waitFor();
    expect(page.url()).toContain('q=no+such+words&status=completed');
  });

  it('hears an event, cancels a task, and compares two', async () => {
    const { page, open, service } = console;
    await open('/console/endpoints');
    await button('Start listening').click();
    await page.getByText('Waiting for an event').waitFor();
    const image_url = `${service.stack.mediaUrl}/samples/rocket.jpg`;
    const start = async () => (await service.api.start({ image_url, video_time: 20 })).data._id;
    await service.api.call('POST', `/api/v1/tasks/${await start()}/cancel`);
    await page.getByText('task.cancelled', { exact: true }).waitFor();
    await open(`/console/tasks/${await start()}`);
    await button('Cancel').click();
    await button('Really cancel').click();
    await page.getByText('cancelled', { exact: true }).first().waitFor();
    await open('/console/tasks?view=rows');
    const boxes = page.getByRole('checkbox');
    await boxes.nth(2).waitFor();
    await boxes.first().check();
    await boxes.last().check();
    await page.getByRole('link', { name: 'Compare the two' }).click();
    await button('Play together').click();
    await page.getByText('This task has no result.').waitFor();
  });

  it('pings, tries, edits, recovers and rotates an endpoint', async () => {
    const { page, open, service } = console;
    await open('/console/endpoints');
    await page.getByRole('link', { name: /my receiver/ }).click();
    await button('Ping').click();
    await page.getByText('the receiver answered 204').first().waitFor();
    await page.getByLabel('Type of the sample').selectOption('task.failed');
    await button('Send a sample').click();
    const isSample = ({ body }: { body: string }) => body.includes('"test":true');
    await expect.poll(() => receiver.requests.some(isSample), { timeout: 30_000 }).toBe(true);
    await button('Recover').click();
    await page.getByText('is being sent').waitFor();
    await page.getByText('Delivery options').click();
    await page.getByLabel('Schedule').selectOption('minutes');
    await page.getByLabel('Filter').fill('{"data":{"status":"completed"}}');
    await button('Save').click();
    await page.locator('.options .problem').waitFor();
    await page.getByLabel('Filter').fill('');
    await button('Save').click();
    await page.getByText('Saved.').waitFor();
    const { data } = await service.api.call('GET', '/api/v1/webhooks/endpoints');
    expect(data.rows[0]).toMatchObject({ schedule: 'minutes', filter: null });
    await button('Rotate the secret').click();
    await button('Really rotate').click();
    await page.getByText('The new secret').waitFor();
  });

  it('shows what was spent, makes and revokes a token, and gives a sub-user coins', async () => {
    const { page, open } = console;
    await open('/console/account');
    await page.getByText(/Image to video .*30 coins, \d tasks/).waitFor();
    await page.locator('[name=name]').fill('laptop');
    await button('Make a token').click();
    await page.getByText('The new token').waitFor();
    const token = page.getByRole('listitem').filter({ hasText: 'laptop' });
    await token.getByRole('button').click();
    await button('Really revoke').click();
    await token.waitFor({ state: 'detached' });
    await page.locator('[name=username]').fill('ada');
    await button('Make a sub-user').click();
    await button('Give 100').click();
    await page.getByText('100 coins', { exact: true }).waitFor();
  });

  it('asks nothing of anybody else, and the browser complains of nothing', () => {
    expect(console.findFaults()).toEqual([]);
  });
});
