import { launchBrowser } from './browser.ts';
import { startService } from './service.ts';

/** What a browser writes of every refusal, expected or not. */
const refusal = /status of 4\d\d/;

/** The whole product, and the console of it in a real browser. */
export async function openConsole() {
  const [browser, service] = await Promise.all([launchBrowser(), startService()]);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // A machine with other work may be slow.
  page.setDefaultTimeout(60_000);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !refusal.test(message.text()))
      complaints.push(message.text());
  });
  const { apiUrl, mediaUrl, endpointUrl } = service.stack;
  const own = [apiUrl, mediaUrl, endpointUrl].map((url) => new URL(url).origin);
  return {
    page,
    service,
    /** What the browser complained of, and what it asked of anybody else. */
    findFaults: () => [
      ...complaints,
      ...asked.filter((url) => /^https?:/.test(url) && !own.includes(new URL(url).origin)),
    ],
    open: (path: string) => page.goto(`${apiUrl}${path}`),
    /** Opens a screen by the link that `npm start` prints. */
    async signIn(token: string, path = '/console') {
      await page.goto(`${apiUrl}${path}#token=${token}`);
      // Only the fragment may have changed.
      await page.reload();
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await service[Symbol.asyncDispose]();
    },
  };
}
