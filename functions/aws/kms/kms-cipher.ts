import type { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import type { Cipher } from '../../webhooks/cipher.ts';

const encrypted = z.object({ CiphertextBlob: z.string() });
const decrypted = z.object({ Plaintext: z.string() });

/** Seals small secrets with a KMS key; the context is bound to each (AWS KMS API reference, Encrypt and Decrypt). */
export function createKmsCipher({
  client,
  url,
  keyId,
}: {
  /** Signs for the service `kms`. */
  client: AwsClient;
  url: string;
  keyId: string;
}): Cipher {
  async function call(operation: 'Encrypt' | 'Decrypt', body: object): Promise<unknown> {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
    };
    const response = await client.fetch(url, { headers, body: JSON.stringify(body) });
    if (response.ok) return response.json();
    throw new Error(`KMS answered ${response.status} to ${operation}: ${await response.text()}`);
  }

  return {
    async seal(plaintext, context) {
      const Plaintext = Buffer.from(plaintext).toString('base64');
      const answer = await call('Encrypt', { KeyId: keyId, Plaintext, EncryptionContext: context });
      return encrypted.parse(answer).CiphertextBlob;
    },

    async open(sealed, context) {
      const body = { KeyId: keyId, CiphertextBlob: sealed, EncryptionContext: context };
      const { Plaintext } = decrypted.parse(await call('Decrypt', body));
      return Buffer.from(Plaintext, 'base64').toString();
    },
  };
}
