import { readFileSync } from 'node:fs';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

/** Reads a file with a demuxer that is not the renderer's. @throws Error unless it is an MP4 with five seconds of video */
export async function expectMp4(path: string): Promise<void> {
  const source = new BufferSource(readFileSync(path));
  const input = new Input({ source, formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const seconds = await input.computeDuration();
  const format = await input.getFormat();
  if (!track || format.name !== 'MP4' || Math.abs(seconds - 5) > 0.2) {
    throw new Error(`${path} is ${format.name}, ${seconds} s, with ${track ? 'a' : 'no'} video.`);
  }
}
