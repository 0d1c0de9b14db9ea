import * as z from 'zod';
import type { Cipher } from '../../webhooks/cipher.ts';
import { callJson, type JsonService } from '../json-call.ts';

const encrypted = z.object({ CiphertextBlob: z.string() });
const decrypted = z.object({ Plaintext: z.string() });

/** Seals small secrets with a KMS key; the context is bound to each (AWS KMS API reference, Encrypt and Decrypt). */
export function createKmsCipher({ keyId, ...kms }: JsonService & { keyId: string }): Cipher {
  function call(operation: 'Encrypt' | 'Decrypt', input: object): Promise<unknown> {
    return callJson(kms, {
      target: `TrentService.${operation}`,
      protocol: 'AWS JSON 1.1',
      input,
    });
  }

  return {
    async seal(plaintext, context) {
      const Plaintext = Buffer.from(plaintext).toString('base64');
      const answer = await call('Encrypt', { KeyId: keyId, Plaintext, EncryptionContext: context });
      return encrypted.parse(answer).CiphertextBlob;
    },

    async open(sealed, context) {
      const input = { KeyId: keyId, CiphertextBlob: sealed, EncryptionContext: context };
      const { Plaintext } = decrypted.parse(await call('Decrypt', input));
      return Buffer.from(Plaintext, 'base64').toString();
    },
  };
}
