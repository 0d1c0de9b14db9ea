import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

const templateName = 'Reelhook-local.template.json';

/** The same stack with functions that log all they can. */
function assemblyThatTellsAll(): string {
  const usual = inject('assemblyDirectory');
  const directory = mkdtempSync(join(dirname(usual), 'secrets-'));
  cpSync(usual, directory, { recursive: true });
  const template = readFileSync(join(directory, templateName), 'utf8');
  const telling = template.replaceAll('"LOG_LEVEL": "INFO"', '"LOG_LEVEL": "DEBUG"');
  expect(telling).not.toBe(template);
  writeFileSync(join(directory, templateName), telling);
  return directory;
}

/** Every secret of the story, by what it is. */
const secrets = {
  token: '',
  signingSecret: '',
  uploadSignature: '',
  tokenOfApiTask: 'webhook-token-of-the-api-task',
  tokenOfConsoleTask: 'webhook-token-of-the-console-task',
  tokenOfRefusedTask: 'webhook-token-of-the-refused-task',
  headerOfEndpoint: 'Bearer that-only-the-receiver-knows',
  wrongToken: 'sk_that-nobody-has',
};

/** What addresses of the story hold: tables keep them, logs don't. */
const addresses = { photo: 'address-of-the-photo', receiver: 'address-of-the-receiver' };

const taskPath = '/api/v1/userImage2Video/start';

describe('a whole story', () => {
  let assemblyDirectory: string;
  let photos: Awaited<ReturnType<typeof startReceiver>>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  /** Repeats in its answers what it was sent. */
  let echo: Awaited<ReturnType<typeof startReceiver>>;
  let service: Awaited<ReturnType<typeof startService>>;

  beforeAll(async () => {
    assemblyDirectory = assemblyThatTellsAll();
    photos = await startReceiver(servesPhoto);
    receiver = await startReceiver(500, 200);
    echo = await startReceiver((response, { headers }) =>
      response.writeHead(500).end(JSON.stringify(headers)),
    );
    service = await startService({ assemblyDirectory });
    secrets.token = service.user.token;
    secrets.signingSecret = service.user.signingSecret.replace(/^whsec_/, '');
    await live();
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
    await echo[Symbol.asyncDispose]();
    await photos[Symbol.asyncDispose]();
    rmSync(assemblyDirectory, { recursive: true });
  });

  /** Tasks from the API and the console that succeed, fail and are refused; every secret is used or shown once. */
  async function live(): Promise<void> {
    const { api } = service;
    const image_url = `${photos.url}?${addresses.photo}`;
    const webhook_url = `${receiver.url}?${addresses.receiver}`;
    const shown = await api.call('GET', '/api/v1/webhooks/secret');
    expect(JSON.stringify(shown.data)).toContain(secrets.signingSecret);
    const headers = { Authorization: secrets.headerOfEndpoint };
    const endpoint = { url: echo.url, events: ['task.*'], max_in_flight: 1, headers };
    const registered = await api.call('POST', '/api/v1/webhooks/endpoints', endpoint);
    expect(registered.data).toMatchObject({ header_names: ['Authorization'] });
    expect(JSON.stringify(registered.data)).not.toContain(secrets.headerOfEndpoint);
    await api.call('POST', `/api/v1/webhooks/endpoints/${registered.data._id}/ping`);
    const refused = { ...endpoint, headers: { ...headers, Host: secrets.headerOfEndpoint } };
    expect((await api.call('POST', '/api/v1/webhooks/endpoints', refused)).status).toBe(400);
    const upload = await api.call('POST', '/api/v1/r2/upload-presigned-url', { key: 'cat.jpg' });
    secrets.uploadSignature =
      new URL(upload.data.uploadUrl).searchParams.get('X-Amz-Signature') ?? '';
    const started = await api.start({
      image_url,
      webhook_url,
      webhook_token: secrets.tokenOfApiTask,
    });
    await startInConsole({ image_url, webhook_url, webhook_token: secrets.tokenOfConsoleTask });
    await api.start({ image_url: 7, webhook_url, webhook_token: secrets.tokenOfRefusedTask });
    await api.call('POST', taskPath, `{"webhook_token":"${secrets.tokenOfRefusedTask}"`);
    await api.call('POST', taskPath, {}, { authorization: `Bearer ${secrets.wrongToken}` });
    await api.finished(started.data._id);
    await eventually(async () => {
      const told = receiver.requests.map(({ headers }) => headers['x-a2e-webhook-token']);
      const both = [secrets.tokenOfApiTask, secrets.tokenOfConsoleTask];
      return both.every((token) => told.includes(token)) ? true : undefined;
    }, 'both callbacks');
    await eventually(async () => echo.requests[2], 'a ping and both events');
    for (const request of echo.requests) {
      expect(request.headers.authorization).toBe(secrets.headerOfEndpoint);
    }
  }

  async function startInConsole(request: object): Promise<void> {
    const stateMachineArn = service.stack.outputs['TaskWorkflowArn'];
    const input = JSON.stringify({ kind: 'image-to-video', request });
    await service.stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn, name: 'from-the-console', input }),
    );
  }

  it('has secrets to look for', () => {
    for (const [what, secret] of Object.entries(secrets)) {
      expect(secret.length, what).toBeGreaterThan(15);
    }
  });

  it('leaves none of its secrets in the logs', () => {
    const lines = service.entries.map((entry) => JSON.stringify(entry));
    expect(lines.length).toBeGreaterThan(20);
    expect(findSecrets(lines)).toEqual([]);
    expect(findSecrets(lines, addresses)).toEqual([]);
  });

  it('keeps none of its secrets in a table as it is', async () => {
    const items = (await readTables(service.stack.endpointUrl)).map((item) => JSON.stringify(item));
    expect(items.length).toBeGreaterThan(5);
    expect(findSecrets(items)).toEqual([]);
  });

  it('gives none of its secrets to an execution that the API or a workflow started', async () => {
    const inputs = await readInputs();
    expect(inputs.length).toBeGreaterThan(2);
    expect(findSecrets(inputs)).toEqual([]);
  });

  /** What the executions were given and did, but for that of the person in the console, who wrote the token there. */
  async function readInputs(): Promise<string[]> {
    const { outputs } = service.stack;
    const taskWorkflow = outputs['TaskWorkflowArn'] ?? '';
    const machines = [taskWorkflow, taskWorkflow.replace('TaskWorkflow', 'DeliveryWorkflow')];
    const lists = await Promise.all(
      machines.map((stateMachineArn) =>
        service.stepFunctions.send(new ListExecutionsCommand({ stateMachineArn })),
      ),
    );
    const arns = lists.flatMap(({ executions = [] }) =>
      executions.map((each) => each.executionArn),
    );
    const described = await Promise.all(
      arns
        .filter((arn) => !arn?.endsWith(':from-the-console'))
        .map((executionArn) =>
          service.stepFunctions.send(new DescribeExecutionCommand({ executionArn })),
        ),
    );
    const histories = await Promise.all(
      arns
        .filter((arn) => !arn?.endsWith(':from-the-console'))
        .map((executionArn) =>
          service.stepFunctions.send(new GetExecutionHistoryCommand({ executionArn })),
        ),
    );
    return [...described, ...histories].map((answer) => JSON.stringify(answer));
  }
});

/** Which secrets stand in which texts, as they are, in base64 or encoded as in an address. */
function findSecrets(
  texts: readonly string[],
  hidden: Readonly<Record<string, string>> = secrets,
): string[] {
  return Object.entries(hidden).flatMap(([what, secret]) => {
    const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
    const forms = [secret, base64, encodeURIComponent(secret)];
    return texts
      .filter((text) => forms.some((form) => text.includes(form)))
      .map((text) => `${what}: ${text}`);
  });
}

async function readTables(endpoint: string): Promise<object[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const items: object[] = [];
  for (const TableName of TableNames) {
    for await (const page of paginateScan({ client }, { TableName })) {
      items.push(...(page.Items ?? []));
    }
  }
  return items;
}
