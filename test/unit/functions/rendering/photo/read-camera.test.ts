import { describe, expect, it } from 'vitest';
import { chooseMoves } from '../../../../../functions/rendering/photo/camera-choice.ts';
import { type CameraMoves, STILL } from '../../../../../functions/rendering/photo/camera-moves.ts';
import { readCamera } from '../../../../../functions/rendering/photo/read-camera.ts';

function movesOf(prompt: string, negativePrompt = ''): Partial<CameraMoves> {
  const { moves } = readCamera(prompt, negativePrompt);
  return Object.fromEntries(Object.entries(moves).filter(([, amount]) => amount !== 0));
}

describe('camera words', () => {
  it.each<[string, Partial<CameraMoves>]>([
    ['zoom in', { zoom: 1 }],
    ['the camera zooms out', { zoom: -1 }],
    ['zoom', { zoom: 1 }],
    ['Slow push in', { dolly: 0.75 }],
    ['very slow push-in on her face', { dolly: 0.5 }],
    ['dolly out', { dolly: -1 }],
    ['the camera pulls back to reveal the valley', { dolly: -1 }],
    ['camera moves forward through the gate', { dolly: 1 }],
    ['camera slowly approaches the door', { dolly: 0.75 }],
    ['pan left', { pan: -1 }],
    ['camera pans to the right', { pan: 1 }],
    ['pan from right to left', { pan: -1 }],
    ['pan from left to right', { pan: 1 }],
    ['tilt up', { tilt: 1 }],
    ['the camera tilts slowly down', { tilt: -0.75 }],
    ['tilt from top to bottom', { tilt: -1 }],
    ['truck left', { truck: -1 }],
    ['tracking shot to the right', { truck: 1 }],
    ['camera slides left', { truck: -1 }],
    ['crane up', { pedestal: 1 }],
    ['the camera descends', { pedestal: -1 }],
    ['orbit', { orbit: 1 }],
    ['fast orbit to the left', { orbit: -1.4 }],
    ['camera circles around the statue', { orbit: 1 }],
    ['camera rolls counterclockwise', { roll: -1 }],
    ['dutch roll', { roll: 1 }],
    ['dolly zoom', { dollyZoom: 1 }],
    ['vertigo effect', { dollyZoom: 1 }],
    ['handheld', { handheld: 1 }],
    ['pan left and zoom in', { pan: -1, zoom: 1 }],
    ['the camera rotates around her', { orbit: 1 }],
    ['stop motion, push in', { dolly: 1 }],
  ])('"%s"', (prompt, moves) => {
    expect(movesOf(prompt)).toEqual(moves);
  });

  it.each<[string, Partial<CameraMoves>]>([
    ['镜头缓慢推进', { dolly: 0.75 }],
    ['镜头拉远', { dolly: -1 }],
    ['镜头慢慢靠近', { dolly: 0.75 }],
    ['镜头环绕人物', { orbit: 1 }],
    ['カメラがゆっくり近づく', { dolly: 0.75 }],
    ['ゆっくりズームイン', { zoom: 0.75 }],
    ['左にパン', { pan: -1 }],
    ['la cámara se acerca lentamente', { dolly: 0.75 }],
    ['panorámica a la izquierda', { pan: -1 }],
    ['a câmera se afasta', { dolly: -1 }],
    ['travelling avant', { dolly: 1 }],
    ["la caméra s'éloigne", { dolly: -1 }],
    ['Schwenk nach links', { pan: -1 }],
    ['die Kamera fährt heran', { dolly: 1 }],
  ])('"%s"', (prompt, moves) => {
    expect(movesOf(prompt)).toEqual(moves);
  });

  it.each([
    'a frying pan full of eggs',
    'a red truck drives to the right',
    'an astronaut in orbit',
    'rolling hills at dusk',
    'birds circling overhead',
    'she tilts her head',
    'a video call on zoom meeting',
    'the span of the bridge, japan',
    'she looks into the camera and moves left',
    'a wide shot of people moving back',
    'una vista panorámica del valle',
  ])('"%s" names no camera movement', (prompt) => {
    expect(readCamera(prompt, '').named).toBe(false);
  });

  it.each([
    ['static camera', ''],
    ['the camera stays still', ''],
    ['locked-off shot of a lake', ''],
    ['no camera movement, she smiles', ''],
    ['固定镜头', ''],
    ['cámara fija', ''],
    ['a woman is speaking', 'bad hands, moving camera view point, low quality'],
    ['zoom in', 'camera movement'],
  ])('"%s" without "%s" stands still', (prompt, negativePrompt) => {
    expect(readCamera(prompt, negativePrompt)).toMatchObject({ still: true, moves: STILL });
  });

  it.each([
    ['zoom in and pan left', 'zoom', { pan: -1 }],
    ['pan left, do not zoom in', '', { pan: -1 }],
    ['orbit, no zoom', '', { orbit: 1 }],
    ['no zoom, push in', '', { dolly: 1 }],
    ['handheld, push in', 'shaky camera', { dolly: 1 }],
  ])('"%s" without "%s"', (prompt, negativePrompt, moves) => {
    expect(movesOf(prompt, negativePrompt)).toEqual(moves);
  });
});

describe('the choice of movements', () => {
  it('pushes in when nothing was asked for', () => {
    expect(chooseMoves(readCamera('a cup of coffee', ''), 0).dolly).toBeGreaterThan(0);
  });

  it.each(['', 'pan left', 'slow push in'])(
    'gives eight variants of "%s" eight paths',
    (prompt) => {
      const wish = readCamera(prompt, '');
      const paths = Array.from({ length: 8 }, (_, variant) =>
        JSON.stringify(chooseMoves(wish, variant)),
      );
      expect(new Set(paths).size).toBe(8);
    },
  );

  it('keeps what was asked for in every variant', () => {
    const wish = readCamera('pan left', '');
    for (let variant = 0; variant < 8; variant++) {
      expect(chooseMoves(wish, variant).pan).toBe(-1);
    }
  });

  it('never adds what was forbidden', () => {
    expect(chooseMoves(readCamera('', 'zoom'), 0)).toEqual(STILL);
    expect(chooseMoves(readCamera('', 'orbit'), 1)).toMatchObject({ orbit: 0 });
  });
});
