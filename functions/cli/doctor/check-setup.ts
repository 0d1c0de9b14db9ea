import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { getData } from '../../client/get-data.ts';
import type { CliContext } from '../cli-context.ts';
import { explainError } from '../explain-error.ts';
import { readOutputsOfStack } from '../operator/invoke-operator-function.ts';
import { findFreePorts } from '../server/find-free-ports.ts';
import { findServer, type ServerOptions } from '../server/find-server.ts';
import { getDataDirectories } from '../server/local-service.ts';
import { createClient } from '../server/with-server.ts';

export interface Finding {
  readonly subject: string;
  /** `note`: nothing is wrong, but something is not there. */
  readonly state: 'good' | 'note' | 'wrong';
  readonly words: string;
}

export type SetupOptions = ServerOptions & { readonly stack?: string; readonly region?: string };

type Check = (
  context: CliContext,
  options: SetupOptions,
) => Promise<Omit<Finding, 'subject'>> | Omit<Finding, 'subject'>;

const NODE_MAJOR = 24;
/** Beyond this, signatures are refused. */
const MOST_CLOCK_SECONDS = 60;

const good = (words: string) => ({ state: 'good', words }) as const;
const note = (words: string) => ({ state: 'note', words }) as const;
const wrong = (words: string) => ({ state: 'wrong', words }) as const;

const checks: Readonly<Record<string, Check>> = {
  Node() {
    const major = Number(process.versions.node.split('.')[0]);
    const words = process.version;
    return major >= NODE_MAJOR ? good(words) : wrong(`${words}: it must be ${NODE_MAJOR} or newer`);
  },
  async Ports(context, options) {
    const running = await findServer(context, options).catch(() => undefined);
    if (running) return good('a service runs');
    const port = await findFreePorts();
    return good(`${port} to ${port + 2} are free`);
  },
  'Data folder'(context, options) {
    const folder = getDataDirectories(context, options.data)[0] ?? '';
    const nearest = findExisting(folder);
    accessSync(nearest, constants.W_OK);
    return good(existsSync(folder) ? folder : `${folder}, not made yet`);
  },
  Codec({ environment }) {
    const path = environment['FFMPEG_PATH'];
    if (path) return existsSync(path) ? good(`ffmpeg at ${path}`) : wrong(`no file ${path}`);
    const name = `@seydx/node-av-${process.platform}-${process.arch}`;
    try {
      createRequire(import.meta.filename).resolve(`${name}/package.json`);
      return good(name);
    } catch {
      return wrong(`${name} is not installed; FFMPEG_PATH can name an ffmpeg instead`);
    }
  },
  async Service(context, options) {
    const server = await findServer(context, options);
    const { response } = await createClient(server).api.GET('/health');
    const seconds = Math.abs(Date.now() - Date.parse(response.headers.get('date') ?? '')) / 1000;
    if (seconds > MOST_CLOCK_SECONDS) {
      return wrong(`${server.baseUrl}: its clock and this one differ by ${Math.round(seconds)} s`);
    }
    return response.ok
      ? good(server.baseUrl)
      : wrong(`${server.baseUrl} answered ${response.status}`);
  },
  async Token(context, options) {
    const { api } = createClient(await findServer(context, options));
    const { coins } = await getData(api.GET('/api/v1/user/remainingCoins'));
    return good(`accepted, ${coins} coins`);
  },
  async AWS({ environment }, { stack }) {
    if (environment['AWS_ACCESS_KEY_ID']) return good('credentials are in the environment');
    return stack
      ? wrong('no credentials in the environment')
      : note('no credentials; not needed here');
  },
  async Stack(context, { stack, region }) {
    if (!stack) return note('none named');
    const outputs = await readOutputsOfStack(context, stack, region);
    const url = outputs['ApiUrl'];
    return url ? good(url) : wrong(`${stack} has no output ApiUrl: is it Reelhook's?`);
  },
};

/** Looks at everything; no check stops another. */
export async function checkSetup(context: CliContext, options: SetupOptions): Promise<Finding[]> {
  return Promise.all(
    Object.entries(checks).map(async ([subject, check]) => {
      try {
        return { subject, ...(await check(context, options)) };
      } catch (error) {
        const isMissing = ['Service', 'Token'].includes(subject) && !isNamed(context, options);
        const words = explainError(error).message;
        return { subject, state: isMissing ? ('note' as const) : ('wrong' as const), words };
      }
    }),
  );
}

const isNamed = ({ environment }: CliContext, { server }: SetupOptions) =>
  server !== undefined || environment['REELHOOK_URL'] !== undefined;

function findExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : findExisting(dirname(path));
}
