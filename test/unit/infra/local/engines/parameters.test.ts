import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { readParameters } from '../../../../../functions/aws/parameters/read-parameters.ts';
import { createRequestSigner } from '../../../../../functions/aws/sign-request.ts';
import { asTargetService } from '../../../../../infra/local/engines/json-service.ts';
import { createParametersEngine } from '../../../../../infra/local/engines/parameters.ts';
import { readParameterFiles as readFromEnvironment } from '../../../../../infra/local/read-parameter-files.ts';
import { temporaryDirectory } from '../fixture.ts';

const names = Array.from({ length: 23 }, (_, number) => `/reelhook/local/secrets/KEY_${number}`);
const outputs = {
  ParameterNames: '/reelhook/local/providers,/reelhook/local/secrets/COMFYUI_URL',
  SecretParameterNames: names.join(),
};

/** The engine behind a real address, with what a process of this environment would have. */
async function startEngine(environment: Record<string, string>) {
  const engine = createParametersEngine(readFromEnvironment(outputs, environment, '/'));
  const { answer } = asTargetService(engine);
  const server = createServer(async (request, response) => {
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const { status, body } = await answer(operation, await text(request));
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign = createRequestSigner({
    keys: { accessKeyId: 'local', secretAccessKey: 'local' },
    region: 'us-east-1',
    service: 'ssm',
  });
  return {
    read: (withSecrets: boolean) =>
      readParameters({ sign, url }, { path: '/reelhook/local', withSecrets }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

it('hands the named variables to who may open secrets, over several pages', async () => {
  const keys = Object.fromEntries(names.map((_, number) => [`KEY_${number}`, `secret ${number}`]));
  await using engine = await startEngine({ ...keys, PROVIDERS: 'fal', HOME: '/home/ada' });
  const found = await engine.read(true);
  expect(found.size).toBe(24);
  expect(found.get('providers')).toBe('fal');
  expect(found.get('secrets/KEY_22')).toBe('secret 22');
  expect([...found.values()]).not.toContain('/home/ada');
});

it('keeps secrets sealed for who may not open them, and shows the rest', async () => {
  await using engine = await startEngine({ KEY_1: 'secret', COMFYUI_URL: 'http://10.0.0.5' });
  const found = await engine.read(false);
  expect(found.get('secrets/KEY_1')).toBe('sealed');
  expect(found.get('secrets/COMFYUI_URL')).toBe('http://10.0.0.5');
});

it('has nothing where nothing is set', async () => {
  await using engine = await startEngine({ KEY_1: '' });
  expect((await engine.read(true)).size).toBe(0);
});

it('reads a file whose name is given, and says so when it is not there', () => {
  const root = temporaryDirectory();
  writeFileSync(join(root, 'list.json'), '["fal"]');
  const [parameter] = readFromEnvironment(outputs, { PROVIDERS: 'list.json' }, root);
  expect(parameter?.value).toBe('["fal"]');
  expect(() => readFromEnvironment(outputs, { PROVIDERS: 'gone.json' }, root)).toThrow(
    'PROVIDERS=gone.json: there is no such file',
  );
});
