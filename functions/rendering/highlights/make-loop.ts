/**
 * Frames that begin again without a jump: the last of them melt into the first. Planar bytes, all of one length.
 * @param fade how many frames that takes; fewer where there are few
 */
export function makeLoop(frames: readonly Uint8Array[], fade: number): Uint8Array[] {
  const melting = Math.min(fade, Math.floor(frames.length / 4));
  const kept = frames.length - melting;
  return frames.slice(0, kept).map((frame, index) => {
    const leaving = frames[kept + index];
    return leaving ? mix(leaving, frame, (index + 1) / (melting + 1)) : frame;
  });
}

function mix(from: Uint8Array, to: Uint8Array, share: number): Uint8Array {
  return from.map((value, index) => value + (to[index]! - value) * share + 0.5);
}
