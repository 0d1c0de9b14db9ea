import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frameMessage, readMessages } from '../../../../functions/rendering/codecs/messages.ts';

async function* cut(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const messages: Uint8Array[] = [];
  for await (const message of readMessages(stream)) messages.push(new Uint8Array(message));
  return messages;
}

it('gives messages back, however the pipe cuts them, but for a last one that is not whole', async () => {
  const some = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 50 }), async (messages, length) => {
      const pipe = Buffer.concat(messages.map(frameMessage));
      expect(await read(cut(pipe, length))).toEqual(messages);
      const last = messages.at(-1);
      if (last)
        expect(await read(cut(pipe.subarray(0, -1), length))).toEqual(messages.slice(0, -1));
    }),
  );
});

it('refuses a message that no packet and no frame can be', async () => {
  await expect(read(cut(Uint8Array.of(255, 255, 255, 255, 0), 5))).rejects.toThrow('4294967295');
});
