import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Why the browser can't run here, in words; undefined where it can. */
export const whyNoBrowser =
  process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
    ? undefined
    : `the browser that comes with npm is for Linux, not for ${process.platform} on ${process.arch}`;

/** A real Chromium, from an npm package; unpacked to the temporary folder once. */
export async function launchBrowser(): Promise<Browser> {
  // Has the package bring the libraries that a bare machine lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // Not the package's own arguments: they hide faults (--disable-web-security) and end with the first page.
    args: ['--no-sandbox', '--headless=new', '--autoplay-policy=no-user-gesture-required'],
  });
}
