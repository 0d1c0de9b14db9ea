import type { Command } from 'commander';
import { Reelhook } from '../../client/reelhook.ts';
import type { CliContext } from '../cli-context.ts';
import { findServer, type Server, type ServerOptions } from './find-server.ts';

/** Adds the options that name a server. */
export function addServerOptions(command: Command): Command {
  return command
    .optionsGroup('Server:')
    .option(
      '--server <url>',
      'a server elsewhere; default REELHOOK_URL, the login, or the local one',
    )
    .option('--token <token>', 'an API token; default REELHOOK_TOKEN, or the one that was kept')
    .option('--data <folder>', 'the data folder of a local service; default DATA_DIR')
    .optionsGroup('Options:')
    .option('--json', 'print the result as JSON');
}

export interface ConnectedOptions extends ServerOptions {
  readonly json?: boolean;
}

/** A client of the server that the options name. */
export async function connect(context: CliContext, options: ServerOptions): Promise<Reelhook> {
  return createClient(await findServer(context, options));
}

export function createClient({ baseUrl, token }: Server): Reelhook {
  return new Reelhook({ baseUrl, token });
}
