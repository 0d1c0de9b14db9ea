import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';

/** What `npm run listen` was asked to do. */
export interface ListenOptions {
  /** Where each event goes. */
  readonly forward: string;
  /** The server's base URL, without a slash at the end. */
  readonly url: string;
  /** An API token, `sk_…`. */
  readonly token: string;
  /** Events after this time (ISO 8601) are forwarded. Optional; defaults to now. */
  readonly since?: string;
}

/** An option is missing or makes no sense; the message says which and what would. */
export class ListenOptionsError extends Error {
  override readonly name = 'ListenOptionsError';
}

export const USAGE = `npm run listen -- --forward http://localhost:3000/hook

  --forward  where each event is sent, signed, as a webhook would be
  --url      the Reelhook server; default http://localhost:8787
  --token    an API token; default REELHOOK_TOKEN, or the local server's first one
  --since    also events after this time, such as 2026-11-23T09:00:00Z
`;

const firstUser = z.object({ token: z.string() });

/**
 * Reads the command line.
 * @param environment the token in the environment, and the file that the local server keeps its first user in.
 * @throws ListenOptionsError
 */
export function readListenOptions(
  argv: readonly string[],
  { token, firstUserFile }: { token: string | undefined; firstUserFile: string },
): ListenOptions {
  const given = parse(argv);
  if (given.forward === undefined) throw new ListenOptionsError('--forward is required.');
  const since = given.since === undefined ? {} : { since: readTime(given.since) };
  return {
    forward: readUrl('--forward', given.forward).href,
    url: readUrl('--url', given.url).href.replace(/\/$/, ''),
    token: given.token ?? token ?? readFirstToken(firstUserFile),
    ...since,
  };
}

function parse(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        forward: { type: 'string' },
        url: { type: 'string', default: 'http://localhost:8787' },
        token: { type: 'string' },
        since: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new ListenOptionsError((error as Error).message);
  }
}

function readUrl(option: string, text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new ListenOptionsError(`${option} ${text} is not an http or https URL.`);
}

function readTime(text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new ListenOptionsError(`--since ${text} is not a time such as 2026-11-23T09:00:00Z.`);
}

function readFirstToken(file: string): string {
  try {
    return firstUser.parse(JSON.parse(readFileSync(file, 'utf8'))).token;
  } catch {
    throw new ListenOptionsError(
      `There is no token: give --token or REELHOOK_TOKEN. (${file}, where npm start keeps one, can't be read.)`,
    );
  }
}
