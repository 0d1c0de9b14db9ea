import { createDownload, createFileDownload } from '../net/download.ts';
import { createGuardedRequest } from '../net/guarded-request.ts';
import { resolveAndCheck } from '../net/resolve-and-check.ts';
import { checkUrl, downloadPolicy, webhookPolicy } from '../net/url-policy.ts';
import { once } from '../once.ts';
import { config } from './environment.ts';

/** Files from addresses that users gave. */
export const download = /* @__PURE__ */ once(() =>
  createDownload(createGuardedRequest(downloadPolicy(config().LOOPBACK))),
);

/** The same, into a file on the function's disk. */
export const fileDownload = /* @__PURE__ */ once(() =>
  createFileDownload(createGuardedRequest(downloadPolicy(config().LOOPBACK))),
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
