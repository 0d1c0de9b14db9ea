import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { signatureHeader } from '../../../functions/webhooks/signature.ts';
import { languages } from '../../verify/languages.ts';

const docs = join(import.meta.dirname, '../../../docs');
const page = readFileSync(join(docs, 'verify-webhooks.md'), 'utf8');
interface Vectors {
  readonly secret: string;
  readonly key: Record<string, string>;
  readonly messages: { id: string; timestamp: number; body: string; v1: string; v1a: string }[];
}

const vectors: Vectors = JSON.parse(
  readFileSync(join(docs, 'samples/webhook-vectors.json'), 'utf8'),
);

afterEach(() => vi.useRealTimers());

it('has a function in each of nine languages', () => {
  expect(Object.keys(languages)).toHaveLength(9);
  for (const { fence } of Object.values(languages)) expect(page).toContain(`\n\`\`\`${fence}\n`);
});

it.each(vectors.messages)('has the signatures of %o', ({ id, timestamp, body, v1, v1a }) => {
  const key = JSON.stringify(vectors.key);
  expect(signatureHeader({ id, timestamp, body }, [vectors.secret], [key])).toBe(`${v1} ${v1a}`);
});

it('verifies v1a by the published keys', async () => {
  const code = /```typescript\n(.*?)```/s.exec(page)?.[1] ?? '';
  const script = code.replaceAll(/type JsonWebKey, |: (JsonWebKey\[\]|string|boolean)/g, '');
  const module = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`;
  const { verifyByKeys } = await import(/* @vite-ignore */ module);
  const { d: _, ...publicKey } = vectors.key;
  for (const { id, timestamp, body, v1, v1a } of vectors.messages) {
    vi.useFakeTimers({ toFake: ['Date'], now: timestamp * 1000 });
    const verify = (signatures: string, sent: string) =>
      verifyByKeys([publicKey], id, `${timestamp}`, signatures, sent);
    expect(verify(`${v1} ${v1a}`, body)).toBe(true);
    expect(verify(`${v1} ${v1a}`, `${body} `)).toBe(false);
    expect(verify(v1, body)).toBe(false);
  }
});
