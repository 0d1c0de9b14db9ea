import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { onTestFinished } from 'vitest';
import type { HarnessOptions } from './harness.ts';
import { MACHINE_ARN, startEngine } from './harness.ts';

/** The real client, over HTTP, in front of an engine. */
export async function connect(definition: object, options: HarnessOptions = {}) {
  const harness = startEngine(definition, options);
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '');
    const { status, body } = await harness.engine.handle(target, await json(request));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new SFNClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const start = (input: unknown, name?: string) =>
    client.send(
      new StartExecutionCommand({
        stateMachineArn: MACHINE_ARN,
        input: JSON.stringify(input),
        ...(name === undefined ? {} : { name }),
      }),
    );
  return { ...harness, client, start };
}
