import { spawn } from 'node:child_process';
import sharp from 'sharp';

const BLOB_PHOTO = { width: 2560, height: 1440 };

/** A soft white spot on dark ground, off the middle, as PNG: what the jitter is measured on. */
export function blobPhoto(): Promise<Buffer> {
  const { width, height } = BLOB_PHOTO;
  const pixels = Buffer.alloc(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const distance = Math.hypot(column - width * 0.66, row - height * 0.37);
      pixels[row * width + column] = 20 + 220 * Math.exp(-((distance / 24) ** 2));
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/**
 * The RMS, over the clip, of the second difference of the spot's centre, in pixels a frame squared: what is left of a
 * movement when its speed and slow changes of it are taken away, hence what the eye sees as trembling.
 */
export async function jitterOf(ffmpegPath: string, file: string, width: number, height: number) {
  const centres = await centresOf(ffmpegPath, file, width, height);
  let sum = 0;
  for (let frame = 1; frame + 1 < centres.length; frame++) {
    const [before, now, after] = centres.slice(frame - 1, frame + 2);
    if (!before || !now || !after) continue;
    sum += (before.x - 2 * now.x + after.x) ** 2 + (before.y - 2 * now.y + after.y) ** 2;
  }
  return Math.sqrt(sum / (centres.length - 2));
}

async function centresOf(ffmpegPath: string, file: string, width: number, height: number) {
  const decode = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];
  const ffmpeg = spawn(ffmpegPath, decode, { stdio: ['ignore', 'pipe', 'inherit'] });
  const centres: { x: number; y: number }[] = [];
  const frame = Buffer.alloc(width * height);
  let filled = 0;
  for await (const chunk of ffmpeg.stdout as AsyncIterable<Buffer>) {
    for (let offset = 0; offset < chunk.length; ) {
      const taken = chunk.copy(frame, filled, offset);
      filled += taken;
      offset += taken;
      if (filled < frame.length) continue;
      centres.push(centreOf(frame, width));
      filled = 0;
    }
  }
  return centres;
}

function centreOf(frame: Buffer, width: number): { x: number; y: number } {
  const ground = 45;
  let [weights, x, y] = [0, 0, 0];
  for (let pixel = 0; pixel < frame.length; pixel++) {
    const weight = (frame[pixel] ?? 0) - ground;
    if (weight <= 0) continue;
    weights += weight;
    x += weight * (pixel % width);
    y += weight * Math.floor(pixel / width);
  }
  return { x: x / weights, y: y / weights };
}
