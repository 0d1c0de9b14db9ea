import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { TypedResource } from '../resource-type.ts';
import { type LocalJsonService, ServiceError } from './json-service.ts';
import { type KeyProperties, keyArn } from './key-type.ts';

const encryptionContext = z.record(z.string(), z.string()).default({});

const encryptInput = z.object({
  KeyId: z.string(),
  Plaintext: z.base64(),
  EncryptionContext: encryptionContext,
});
const decryptInput = z.object({
  KeyId: z.string().optional(),
  CiphertextBlob: z.base64(),
  EncryptionContext: encryptionContext,
});
const generateInput = z.object({
  KeyId: z.string(),
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  NumberOfBytes: z.number().int().min(1).max(1024).optional(),
  EncryptionContext: encryptionContext,
});

type Context = z.infer<typeof encryptionContext>;

/** The most bytes that Encrypt takes (AWS KMS API Reference, "Encrypt"). */
const LARGEST_PLAINTEXT_BYTES = 4096;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * KMS keys: Encrypt, Decrypt and GenerateDataKey with AES-256-GCM, the encryption context as additional data.
 * A ciphertext is the key id's length (one byte), the key id, nonce, tag and encrypted bytes.
 * @param directory where the keys' material is kept, readable for this user only
 */
export function createKeysEngine(
  keys: TypedResource<KeyProperties>[],
  directory: string,
): LocalJsonService {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const materials = new Map(
    keys.map(({ logicalId }) => [logicalId, loadMaterial(join(directory, logicalId))]),
  );

  function material(keyId: string): Buffer {
    const found = materials.get(shortKeyId(keyId));
    if (found === undefined) throw new ServiceError('NotFoundException', `Key ${keyId} not found`);
    return found;
  }

  function encrypt(keyId: string, plaintext: Buffer, context: Context) {
    const id = shortKeyId(keyId);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', material(keyId), nonce);
    cipher.setAAD(additionalData(context));
    const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    const head = Buffer.concat([Buffer.from([id.length]), Buffer.from(id)]);
    const blob = Buffer.concat([head, nonce, cipher.getAuthTag(), encrypted]);
    return { KeyId: keyArn(id), CiphertextBlob: blob.toString('base64') };
  }

  function decrypt(input: z.infer<typeof decryptInput>) {
    const blob = Buffer.from(input.CiphertextBlob, 'base64');
    const keyEnd = 1 + (blob[0] ?? 0);
    const keyId = blob.subarray(1, keyEnd).toString();
    const key = materials.get(keyId);
    const encrypted = blob.subarray(keyEnd + NONCE_BYTES + TAG_BYTES);
    if (key === undefined) throw new ServiceError('InvalidCiphertextException', '');
    if (input.KeyId !== undefined && shortKeyId(input.KeyId) !== keyId) {
      throw new ServiceError('IncorrectKeyException', 'The ciphertext is of another key');
    }
    try {
      const nonce = blob.subarray(keyEnd, keyEnd + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(additionalData(input.EncryptionContext));
      decipher.setAuthTag(blob.subarray(keyEnd + NONCE_BYTES, keyEnd + NONCE_BYTES + TAG_BYTES));
      const plaintext = Buffer.concat([decipher.update(encrypted), decipher.final()]);
      return { KeyId: keyArn(keyId), Plaintext: plaintext.toString('base64') };
    } catch {
      throw new ServiceError('InvalidCiphertextException', '');
    }
  }

  function generateDataKey(input: z.infer<typeof generateInput>) {
    const bytes = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
    const plaintext = randomBytes(bytes);
    const encrypted = encrypt(input.KeyId, plaintext, input.EncryptionContext);
    return { ...encrypted, Plaintext: plaintext.toString('base64') };
  }

  function carryOut(operation: string, body: unknown): object {
    switch (operation) {
      case 'Encrypt': {
        const { EncryptionContext, KeyId, Plaintext } = encryptInput.parse(body);
        const plaintext = Buffer.from(Plaintext, 'base64');
        if (plaintext.length < 1 || plaintext.length > LARGEST_PLAINTEXT_BYTES) {
          throw new ServiceError('ValidationException', 'Plaintext must have 1 to 4096 bytes');
        }
        return { ...encrypt(KeyId, plaintext, EncryptionContext), ...algorithm };
      }
      case 'Decrypt':
        return { ...decrypt(decryptInput.parse(body)), ...algorithm };
      case 'GenerateDataKey':
        return generateDataKey(generateInput.parse(body));
      default:
        throw new ServiceError(
          'UnsupportedOperationException',
          `Reelhook's local run does not support KMS ${operation}`,
        );
    }
  }

  return {
    targetPrefix: 'TrentService.',
    contentType: 'application/x-amz-json-1.1',
    handle: (operation, body) => ({ status: 200, body: carryOut(operation, body) }),
  };
}

const algorithm = { EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };

function shortKeyId(keyIdOrArn: string): string {
  return keyIdOrArn.replace(/^.*:key\//, '');
}

function additionalData(context: Context): Buffer {
  const sorted = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(sorted));
}

function loadMaterial(path: string): Buffer {
  if (!existsSync(path)) {
    writeFileSync(`${path}.new`, randomBytes(32), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
  return readFileSync(path);
}
