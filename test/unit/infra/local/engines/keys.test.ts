import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStack, signer, temporaryDirectory, writeAssembly } from '../fixture.ts';

const key = { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, KeyPolicy: {} } };
const plaintext = Buffer.from('whsec_secret').toString('base64');

async function runKeys(dataDirectory: string) {
  const assembly = writeAssembly({ resources: { Sealing: key, Other: key } });
  const stack = await runStack(assembly, { dataDirectory });
  async function call(operation: string, body: object): Promise<Record<string, string>> {
    const response = await signer('kms').fetch(stack.endpointUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.${operation}`,
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, string>;
  }
  return { stack, call };
}

describe('a key', () => {
  it('opens what it has sealed, also after a restart, with the same context only', async () => {
    const dataDirectory = join(temporaryDirectory(), 'data');
    const first = await runKeys(dataDirectory);
    const context = { owner: 'me', endpoint: 'e1' };
    const sealed = await first.call('Encrypt', {
      KeyId: 'arn:aws:kms:us-east-1:000000000000:key/Sealing',
      Plaintext: plaintext,
      EncryptionContext: context,
    });
    const { CiphertextBlob } = sealed;
    await first.stack.stop();
    expect(statSync(join(dataDirectory, 'keys', 'Sealing')).mode & 0o777).toBe(0o600);

    const { call } = await runKeys(dataDirectory);
    const reordered = { endpoint: 'e1', owner: 'me' };
    expect(await call('Decrypt', { CiphertextBlob, EncryptionContext: reordered })).toEqual({
      KeyId: sealed['KeyId'],
      Plaintext: plaintext,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    });
    const others = [
      { CiphertextBlob, EncryptionContext: { ...context, owner: 'you' } },
      { CiphertextBlob: `${CiphertextBlob?.slice(0, -8)}AAAAAAA=`, EncryptionContext: context },
      { CiphertextBlob: 'AAAA', EncryptionContext: context },
    ];
    for (const other of others) {
      expect((await call('Decrypt', other))['__type']).toBe('InvalidCiphertextException');
    }
    const wrongKey = { CiphertextBlob, EncryptionContext: context, KeyId: 'Other' };
    expect((await call('Decrypt', wrongKey))['__type']).toBe('IncorrectKeyException');
  });

  it('makes data keys', async () => {
    const { call } = await runKeys(join(temporaryDirectory(), 'data'));
    const made = await call('GenerateDataKey', { KeyId: 'Sealing', KeySpec: 'AES_256' });
    expect(Buffer.from(made['Plaintext'] ?? '', 'base64')).toHaveLength(32);
    const opened = await call('Decrypt', { CiphertextBlob: made['CiphertextBlob'] });
    expect(opened['Plaintext']).toBe(made['Plaintext']);
  });

  it.each([
    ['Encrypt', { KeyId: 'Missing', Plaintext: plaintext }, 'NotFoundException'],
    ['Encrypt', { KeyId: 'Sealing', Plaintext: '' }, 'ValidationException'],
    ['Encrypt', { KeyId: 'Sealing', Plaintext: 'not base64!' }, 'ValidationException'],
    ['Sign', {}, 'UnsupportedOperationException'],
  ])('%s of %j is refused with %s', async (operation, body, type) => {
    const { call } = await runKeys(join(temporaryDirectory(), 'data'));
    expect((await call(operation, body))['__type']).toBe(type);
  });
});
