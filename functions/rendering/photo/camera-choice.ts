import { type CameraMoves, STILL } from './camera-moves.ts';
import type { CameraWish } from './read-camera.ts';

/** What variants 0 to 7 do when the words name no movement. */
const UNASKED: readonly Partial<CameraMoves>[] = [
  { dolly: 0.9 },
  { orbit: -0.9, dolly: 0.3 },
  { truck: 0.9 },
  { dolly: -0.9 },
  { orbit: 0.9, dolly: 0.3 },
  { pedestal: 0.8, dolly: 0.3 },
  { truck: -0.9 },
  { dolly: 0.8, roll: 0.6 },
];

/** What variants 0 to 7 add to the movements that were asked for, so that no two clips of a task are alike. */
const ADDED: readonly Partial<CameraMoves>[] = [
  {},
  { orbit: -0.45 },
  { orbit: 0.45 },
  { pedestal: 0.45 },
  { truck: -0.45 },
  { roll: 0.5 },
  { truck: 0.45 },
  { pedestal: -0.45 },
];

/** The movements of one clip: what was asked for, or a choice made here, each variant (0 to 7) another. */
export function chooseMoves(wish: CameraWish, variant: number): CameraMoves {
  if (wish.still) return STILL;
  const ours = (wish.named ? ADDED : UNASKED)[variant % UNASKED.length] ?? {};
  const moves = { ...wish.moves };
  for (const move of Object.keys(STILL) as (keyof CameraMoves)[]) {
    if (moves[move] === 0 && !wish.forbidden.has(move)) moves[move] = ours[move] ?? 0;
  }
  return moves;
}
