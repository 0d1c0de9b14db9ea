import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderFrames } from '../../../../../functions/rendering/photo/render-frames.ts';
import { FRAME, film } from './films.ts';

const LUMA = FRAME.width * FRAME.height;

function hashOf(wish: Parameters<typeof film>[0]): string {
  const hash = createHash('sha256');
  for (const frame of renderFrames(film(wish))) hash.update(frame);
  return hash.digest('hex');
}

function readFrames(wish: Parameters<typeof film>[0]): Uint8Array[] {
  return Array.from(renderFrames(film(wish)), (frame) => Uint8Array.from(frame));
}

describe('the frames', () => {
  it('are the same for the same input', () => {
    const wish = { prompt: 'slow orbit, handheld', variant: 3 };
    expect(hashOf(wish)).toBe(hashOf(wish));
  });

  it('differ by prompt, negative prompt, length and variant', () => {
    const wishes = [
      { prompt: 'pan left' },
      { prompt: 'pan right' },
      { prompt: 'pan left', negativePrompt: 'camera movement' },
      { prompt: 'pan left', seconds: 10 },
      { prompt: 'pan left', variant: 1 },
      { prompt: 'pan left', variant: 2 },
    ];
    expect(new Set(wishes.map(hashOf)).size).toBe(wishes.length);
  });

  it('are as many as asked for, and never stand quite still', () => {
    const frames = readFrames({ prompt: 'static camera', frames: 10 });
    expect(frames).toHaveLength(10);
    for (const [index, frame] of frames.slice(1).entries()) {
      expect(Buffer.compare(frame, frames[index] ?? frame)).not.toBe(0);
    }
  });

  it('follow the camera: a pan to the left moves the sun to the right', () => {
    const frames = readFrames({ prompt: 'pan left' });
    const first = sunAt(frames[0]);
    const last = sunAt(frames.at(-1));
    expect(last.x - first.x).toBeGreaterThan(FRAME.width * 0.15);
    expect(Math.abs(last.y - first.y)).toBeLessThan(FRAME.height * 0.05);
  });

  it('follow the camera: turned clockwise, it sees the sun at the right rise', () => {
    const frames = readFrames({ prompt: 'camera rolls clockwise' });
    expect(sunAt(frames.at(-1)).y).toBeLessThan(sunAt(frames[0]).y);
  });

  it('grow the sun in a push-in, and shrink it when pulling out', () => {
    const pushed = readFrames({ prompt: 'push in' });
    expect(sunAt(pushed.at(-1)).size / sunAt(pushed[0]).size).toBeGreaterThan(1.2);
    const pulled = readFrames({ prompt: 'dolly out' });
    expect(sunAt(pulled.at(-1)).size / sunAt(pulled[0]).size).toBeLessThan(0.85);
  });

  it('dissolve from the first picture to the last', () => {
    const alone = readFrames({ prompt: 'static camera' });
    const frames = readFrames({ prompt: 'static camera', toGreen: true });
    const greens = frames.map((frame) => meanLuma(frame));
    expect(Math.abs(meanLuma(frames[0]) - meanLuma(alone[0]))).toBeLessThan(2);
    const last = frames.at(-1)?.subarray(0, LUMA) ?? [];
    expect(new Set(last).size).toBe(1);
    expect(greens[12]).toBeGreaterThan(Math.min(greens[0] ?? 0, greens.at(-1) ?? 0));
    expect(greens[12]).toBeLessThan(Math.max(greens[0] ?? 0, greens.at(-1) ?? 0));
  });
});

/** Middle, in pixels, and size, in pixels, of what is bright. */
function sunAt(frame: Uint8Array = new Uint8Array()): { x: number; y: number; size: number } {
  let [size, x, y] = [0, 0, 0];
  frame.subarray(0, LUMA).forEach((luma, pixel) => {
    if (luma < 150) return;
    size++;
    x += pixel % FRAME.width;
    y += Math.floor(pixel / FRAME.width);
  });
  return { x: x / size, y: y / size, size };
}

function meanLuma(frame: Uint8Array = new Uint8Array()): number {
  return frame.subarray(0, LUMA).reduce((sum, luma) => sum + luma, 0) / LUMA;
}
