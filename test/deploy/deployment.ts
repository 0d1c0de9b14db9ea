import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { SynthesizedStage } from './assembly.ts';
import type { Emulator } from './emulator.ts';

const run = promisify(execFile);

export type Outputs = Record<string, string>;

/** The CDK CLI, pointed at the emulator and at an assembly. */
export function createCdk(
  root: string,
  { directory, stackName }: SynthesizedStage,
  emulator: Emulator,
) {
  const cdk = (...args: string[]) =>
    run('npx', ['cdk', ...args, '--app', directory], {
      cwd: root,
      env: emulator.environment,
      maxBuffer: 64 * 1024 * 1024,
    });
  return {
    bootstrap: () => cdk('bootstrap', 'aws://000000000000/us-east-1'),
    async deploy(): Promise<Outputs> {
      const file = join(directory, 'outputs.json');
      await cdk('deploy', '--require-approval', 'never', '--outputs-file', file);
      return JSON.parse(readFileSync(file, 'utf8'))[stackName];
    },
    stopExecutions: () =>
      run('npm', ['run', '--silent', 'stop-executions', '--', stackName], {
        cwd: root,
        env: emulator.environment,
      }),
    destroy: () => cdk('destroy', '--force'),
  };
}

/** What an operator does with the AWS CLI. */
export function createOperator({ client, endpoint }: Emulator) {
  async function call(
    target: string,
    version: string,
    input: object,
  ): Promise<Record<string, unknown>> {
    const response = await client.fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
      body: JSON.stringify(input),
      aws: { service: target.startsWith('AmazonSSM') ? 'ssm' : 'states' },
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`${target} answered ${response.status}: ${body}`);
    return body === '' ? {} : JSON.parse(body);
  }
  return {
    async invoke(functionName: string, payload: object): Promise<Record<string, unknown>> {
      const url = `${endpoint}/2015-03-31/functions/${functionName}/invocations`;
      const options = { method: 'POST', body: JSON.stringify(payload), aws: { service: 'lambda' } };
      const response = await client.fetch(url, options);
      const body = await response.text();
      if (response.headers.has('x-amz-function-error')) throw new Error(`${functionName}: ${body}`);
      return JSON.parse(body);
    },
    putParameter: (Name: string, Value: string) =>
      call('AmazonSSM.PutParameter', '1.1', { Name, Value, Type: 'String', Overwrite: true }),
    states: (operation: string, input: object) =>
      call(`AWSStepFunctions.${operation}`, '1.0', input),
  };
}

/** Requests to the HTTP API, whose host name is no name of this machine's. */
export function createCaller(emulator: Emulator, apiUrl: string, token?: string) {
  return async (method: string, path: string, body?: object) => {
    const response = await send(new URL(path, emulator.endpoint), {
      method,
      headers: {
        host: new URL(apiUrl).host,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        // MCP wants both; to all others it makes no difference.
        accept: 'application/json, text/event-stream',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(getData(response.text)) };
  };
}

/** The one event of a stream of events, or the whole answer. */
function getData(text: string): string {
  return /^data: (.*)$/m.exec(text)?.[1] ?? text;
}

interface Sent {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}

function send(url: URL, { body, ...options }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (response) => {
      text(response).then(
        (answer) => resolve({ status: response.statusCode ?? 0, text: answer }),
        reject,
      );
    });
    outgoing.once('error', reject).end(body);
  });
}
