import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { SourceVideo } from './read-video.ts';
import { videoDamaged } from './video-failures.ts';

/** The end of ffmpeg's log that is kept for an error message, in characters. */
const LOG_KEPT = 800;

/**
 * Decodes a video's frames, planar YUV 4:2:0 in the range the file has, each in an array of its own, as many as there
 * are packets and in the order in which they are shown. ffmpeg sees an H.264 byte stream and nothing else of the file:
 * demuxer, decoder and output are fixed, no protocol but the pipes is open to it.
 * @throws RenderFailedError when the pictures are damaged; Error when ffmpeg can't be started.
 */
export async function* decodeVideo(
  ffmpegPath: string,
  video: SourceVideo,
): AsyncGenerator<Uint8Array> {
  const ffmpeg = spawn(ffmpegPath, decoderArguments(video), { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = getOutcome(ffmpeg);
  const fed = feed(ffmpeg.stdin, video);
  fed.catch(() => ffmpeg.kill('SIGKILL'));
  ended.catch(() => {});
  try {
    let frames = 0;
    for await (const frame of readFrames(ffmpeg.stdout, frameBytes(video))) {
      frames++;
      if (frames > video.times.length) throw videoDamaged('more frames than packets');
      yield frame;
    }
    await fed;
    await ended;
    if (frames < video.times.length) throw videoDamaged('fewer frames than packets');
  } finally {
    ffmpeg.kill('SIGKILL');
  }
}

function frameBytes({ frame }: SourceVideo): number {
  return (frame.width * frame.height * 3) / 2;
}

function decoderArguments({ frame, colour }: SourceVideo): string[] {
  return [
    ['-hide_banner', '-loglevel', 'error', '-nostdin'],
    ['-protocol_whitelist', 'pipe', '-f', 'h264', '-c:v', 'h264', '-threads', '2'],
    // Waits as long for a late picture as the stream's level allows, where it does not say how long it has to.
    ['-strict', '1', '-max_pixels', `${frame.width * frame.height + 64 * 4096}`, '-i', 'pipe:0'],
    ['-map', '0:v:0', '-an', '-sn', '-dn', '-vsync', '0', '-f', 'rawvideo'],
    ['-s', `${frame.width}x${frame.height}`],
    ['-pix_fmt', colour.fullRange ? 'yuvj420p' : 'yuv420p', 'pipe:1'],
  ].flat();
}

/** Ends quietly when ffmpeg stops reading: its exit says why. */
async function feed(stdin: Writable, video: SourceVideo): Promise<void> {
  let open = true;
  stdin.on('error', () => {
    open = false;
  });
  for await (const piece of video.stream()) {
    if (!open || stdin.destroyed) return;
    await new Promise<void>((resolve) => {
      stdin.write(piece, () => resolve());
    });
  }
  stdin.end();
}

async function* readFrames(stdout: AsyncIterable<Uint8Array>, bytes: number) {
  let frame = new Uint8Array(bytes);
  let filled = 0;
  for await (const chunk of stdout) {
    let taken = 0;
    while (taken < chunk.length) {
      const part = chunk.subarray(taken, taken + bytes - filled);
      frame.set(part, filled);
      filled += part.length;
      taken += part.length;
      if (filled < bytes) continue;
      yield frame;
      frame = new Uint8Array(bytes);
      filled = 0;
    }
  }
}

function getOutcome(ffmpeg: ChildProcess): Promise<void> {
  let log = '';
  ffmpeg.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_KEPT);
  });
  return new Promise((resolve, reject) => {
    ffmpeg.on('error', (cause) => reject(new Error('ffmpeg could not be started', { cause })));
    ffmpeg.on('close', (code) => (code === 0 ? resolve() : reject(videoDamaged(log.trim()))));
  });
}
