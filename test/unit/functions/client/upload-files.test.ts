import { expect, it } from 'vitest';
import { uploadFiles } from '../../../../functions/client/upload-files.ts';

it('puts the address of every file in its place, and leaves all else', async () => {
  const files = [new Blob(['a']), new ArrayBuffer(1), new Uint8Array(2)] as const;
  const uploaded: unknown[] = [];
  const input = {
    image_url: files[0],
    image_urls: ['https://example.com/b.jpg', files[1], files[2]],
    prompt: 'slow push in',
    metadata: { a: 'b' },
    number_of_images: 2,
  };
  const ready = await uploadFiles(input, async (file) => `address ${uploaded.push(file)}`);
  expect(uploaded).toEqual(files);
  expect(ready).toEqual({
    ...input,
    image_url: 'address 1',
    image_urls: ['https://example.com/b.jpg', 'address 2', 'address 3'],
  });
});
