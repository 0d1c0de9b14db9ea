import packageFile from '../../package.json' with { type: 'json' };
import { createDownload, createFileDownload } from '../net/download.ts';
import { createGuardedRequest } from '../net/guarded-request.ts';
import { resolveAndCheck } from '../net/resolve-and-check.ts';
import { checkUrl, downloadPolicy, providerLinkPolicy, webhookPolicy } from '../net/url-policy.ts';
import { once } from '../once.ts';
import { config } from './environment.ts';

/** Who fetches files. Wikimedia's servers, for one, want to know whom to write to (Foundation User-Agent Policy). */
const userAgent = /* @__PURE__ */ once(() => {
  const { CONTACT, MEDIA_URL } = config();
  return `Reelhook/${packageFile.version} (${CONTACT ?? MEDIA_URL ?? 'a self-hosted service'})`;
});

/** Files from addresses that users gave. */
export const download = /* @__PURE__ */ once(() =>
  createDownload(createGuardedRequest(downloadPolicy(config().LOOPBACK)), userAgent()),
);

/** Files from links that a provider gave, into memory. */
export const providerDownload = /* @__PURE__ */ once(() =>
  createDownload(createGuardedRequest(providerLinkPolicy(config().LOOPBACK)), userAgent()),
);

/** The same, into a file on the function's disk. */
export const fileDownload = /* @__PURE__ */ once(() =>
  createFileDownload(createGuardedRequest(providerLinkPolicy(config().LOOPBACK)), userAgent()),
);

/** Requests to receivers of webhooks. */
export const webhookRequest = /* @__PURE__ */ once(() =>
  createGuardedRequest(webhookPolicy(config().LOOPBACK)),
);

/** Why an address can't receive webhooks, as far as it says so itself; undefined if it can. */
export function whyNotCallable(url: string): string | undefined {
  return checkUrl(url, webhookPolicy(config().LOOPBACK));
}

/** Why an address can't receive webhooks, its host looked up; undefined if it can. */
export function whyNotReachable(url: string) {
  return resolveAndCheck(url, webhookPolicy(config().LOOPBACK));
}
