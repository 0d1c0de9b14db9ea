import { LIP_STEPS, type Mouth } from '../../../../../functions/rendering/talking-photo/mouth.ts';

/** An upright face in the middle of 800 by 800 samples, 320 high, its mouth 120 wide. */
export const mouth: Mouth = {
  origin: { x: 400, y: 480 },
  across: { x: 60, y: 0 },
  down: { x: 0, y: 90 },
  halfWidth: 60,
  chinDistance: 90,
  faceHeight: 320,
  middle: { x: 400, y: 410 },
  nose: -0.5,
  edges: [-2.2, 2.2],
  drop: 24,
  showsTeeth: false,
  lip: new Float32Array(LIP_STEPS),
};
