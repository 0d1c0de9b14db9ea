import type { CliContext } from '../cli-context.ts';
import { CliError } from '../exit-codes.ts';
import { readLogin } from './configuration.ts';
import { findLocalService, getDataDirectories } from './local-service.ts';

export interface ServerOptions {
  /** The server's address. */
  readonly server?: string;
  readonly token?: string;
  /** The folder of a local service. */
  readonly data?: string;
}

/** A service and how to call it. */
export interface Server {
  readonly baseUrl: string;
  readonly token: string;
}

/**
 * The server that was named: by an option, by REELHOOK_URL, or by `reelhook login`; undefined if none was.
 * @throws CliError for an address that is none, and for a server without a token
 */
export function getNamedServer(context: CliContext, options: ServerOptions): Server | undefined {
  const { environment, configurationDirectory } = context;
  const login = readLogin(configurationDirectory);
  const url = options.server ?? environment['REELHOOK_URL'];
  const token = options.token ?? environment['REELHOOK_TOKEN'];
  if (url === undefined) {
    return login && options.data === undefined
      ? { baseUrl: login.server, token: token ?? login.token }
      : undefined;
  }
  const baseUrl = parseServerUrl(url);
  const known = token ?? (login?.server === baseUrl ? login.token : undefined);
  if (known !== undefined) return { baseUrl, token: known };
  throw new CliError(
    `There is no token for ${baseUrl}: give --token or REELHOOK_TOKEN, or log in with: reelhook login ${baseUrl}`,
    'usage',
  );
}

/**
 * The server that was named, or else the local one that runs.
 * @throws CliError if there is none
 */
export async function findServer(context: CliContext, options: ServerOptions): Promise<Server> {
  const named = getNamedServer(context, options);
  if (named) return named;
  const directories = getDataDirectories(context, options.data);
  const local = await findLocalService(directories);
  const token = options.token ?? context.environment['REELHOOK_TOKEN'];
  if (local) return { baseUrl: local.apiUrl, token: token ?? local.token };
  throw new CliError(
    'No service is named, and none runs here. Start one with `reelhook start`, or name one with --server, REELHOOK_URL or `reelhook login`.',
    'unreachable',
  );
}

/** An http or https address without a slash at the end. @throws CliError */
export function parseServerUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }
  throw new CliError(`${text} is no server's address, such as https://api.example.com`, 'usage');
}
