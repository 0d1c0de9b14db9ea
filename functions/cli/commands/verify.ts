import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { getData } from '../../client/get-data.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';
import { diagnoseWebhook } from '../webhooks/diagnose-webhook.ts';
import { parseRequest } from '../webhooks/parse-request.ts';

/** `reelhook verify`: why a receiver refuses a webhook. */
export function addVerifyCommand(program: Command, context: CliContext): void {
  const command = program
    .command('verify [file]')
    .summary('say why a webhook is refused')
    .description(
      'Reads a request that a receiver got – headers, an empty line, the body, or {"headers": …, "body": …} – and says whether it is signed, or which of the usual mistakes it is. Without --secret the server is asked for the secrets of the account.',
    );
  addServerOptions(command).option('--secret <secret>', 'what the receiver verifies with, whsec_…');
  addExamples(command, [
    ['verify request.txt --secret whsec_…', 'Without a server:'],
    ['verify < request.txt', 'With the secrets of the account:'],
  ]);
  command.action(async (file: string | undefined) => {
    const options = command.opts<ConnectedOptions & { secret?: string }>();
    const isFile = file !== undefined && file !== '-';
    const source = isFile
      ? readFileSync(resolve(context.workingDirectory, file), 'utf8')
      : await text(process.stdin);
    const secrets = options.secret ? [options.secret] : await readSecrets(context, options);
    const diagnosis = diagnoseWebhook(parseRequest(source), secrets, Date.now() / 1000);
    if (options.json) context.terminal.printJson(diagnosis);
    else context.terminal.print(`${diagnosis.finding}: ${diagnosis.explanation}`);
    if (!diagnosis.isValid) throw new CliError('', 'failed');
  });
}

/** That of `webhook_url` first, then those of the endpoints. */
async function readSecrets(context: CliContext, options: ConnectedOptions): Promise<string[]> {
  const { api } = await connect(context, options);
  const { secret } = await getData(api.GET('/api/v1/webhooks/secret'));
  const { rows } = await getData(api.GET('/api/v1/webhooks/endpoints'));
  const others = await Promise.all(
    rows.map(({ _id }) =>
      getData(api.GET('/api/v1/webhooks/endpoints/{id}/secret', { params: { path: { id: _id } } })),
    ),
  );
  return [secret, ...others.map((one) => one.secret)];
}
