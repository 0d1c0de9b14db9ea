import { describe, expect, it } from 'vitest';
import { parseFields } from '../../../../functions/catalog/parse-fields.ts';
import {
  createUpload,
  uploadKey,
  uploadRequest,
} from '../../../../functions/media/create-upload.ts';

function upload(body: unknown) {
  const sign = async (wanted: object) => `https://signed.test/?${JSON.stringify(wanted)}`;
  const context = { sign, bucket: 'media', mediaUrl: 'https://media.test' };
  return createUpload(context, parseFields(uploadRequest, body));
}

describe('preparing an upload', () => {
  it('answers where to put the file and where to read it', async () => {
    const answer = await upload({ key: 'pictures/cat.jpg' });
    expect(answer).toMatchObject({ bucket: 'media', expiresIn: 3600, contentType: 'image/jpeg' });
    expect(answer.key).toMatch(/^uploads\/[0-9a-f]{32}\/cat\.jpg$/);
    expect(answer.cdnUrl).toBe(`https://media.test/${answer.key}`);
    expect(answer.uploadUrl).toContain('"expiresInSeconds":3600');
  });

  it('takes no word that every object knows for a media type', async () => {
    const { contentType } = await upload({ key: 'constructor' });
    expect(contentType).toBe('application/octet-stream');
  });

  it('binds the media type that is asked for, in any spelling, and else none', async () => {
    for (const spelling of ['contentType', 'content_type', 'fileType']) {
      const { uploadUrl, contentType } = await upload({ key: 'a', [spelling]: 'video/mp4' });
      expect(uploadUrl).toContain('"mediaType":"video/mp4"');
      expect(contentType).toBe('video/mp4');
    }
    expect((await upload({ key: 'a.png' })).uploadUrl).not.toContain('mediaType');
  });

  it('binds the size where the caller tells it', async () => {
    expect((await upload({ key: 'a.png', fileSize: '123' })).uploadUrl).toContain('"size":123');
  });

  it.each([
    [{}, 'key is required'],
    [{ key: 'a.html', contentType: 'text/html' }, 'contentType must be a media type'],
    [{ key: 'a.svg', contentType: 'image/svg+xml' }, 'contentType must not be SVG'],
    [{ key: 'a.svg', contentType: 'image/SVG+xml' }, 'contentType must not be SVG'],
    [{ key: 'a.png', expiresIn: 5 }, 'expiresIn must be a whole number from 60'],
    [{ key: 'a.png', fileSize: 200_000_000 }, 'fileSize must be a whole number'],
  ])('refuses %j', async (body, words) => {
    await expect(async () => upload(body)).rejects.toThrow(words);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['猫 photo.png', '-photo.png'],
    ['.htaccess', 'htaccess'],
    ['///', 'file'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(96)}.png`],
  ])('keeps of the name %j what is plain in an address', (name, kept) => {
    expect(uploadKey(name).split('/').at(-1)).toBe(kept);
  });
});
