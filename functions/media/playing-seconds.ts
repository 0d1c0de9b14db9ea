import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

/** How long a video or a sound plays, in seconds to the hundredth; nothing for what does not play. */
export async function playingSeconds(bytes: Uint8Array): Promise<number | undefined> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  try {
    if (!(await input.canRead())) return undefined;
    return Math.round((await input.computeDuration()) * 100) / 100;
  } catch {
    // What can't be measured can still be kept and played.
    return undefined;
  } finally {
    input.dispose();
  }
}
