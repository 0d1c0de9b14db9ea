import { execFileSync } from 'node:child_process';
import installer from '@ffmpeg-installer/ffmpeg';
import { readWav, type Sound } from '../../../../functions/speech/read-wav.ts';

/** What an MP3 sounds like once ffmpeg has decoded it, as a player would. */
export async function readMp3(bytes: Uint8Array): Promise<Sound> {
  const wav = execFileSync(
    installer.path,
    [
      '-loglevel',
      'error',
      '-f',
      'mp3',
      '-i',
      'pipe:0',
      '-ac',
      '1',
      '-c:a',
      'pcm_s16le',
      '-f',
      'wav',
      'pipe:1',
    ],
    { input: bytes, maxBuffer: 64 * 1024 * 1024 },
  );
  return readWav(wav);
}
