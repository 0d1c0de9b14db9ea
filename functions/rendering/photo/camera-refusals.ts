import type { CameraMove } from './camera-moves.ts';

/** Asks for a camera that stands still. */
export const STILL_CAMERA = matchAny(
  '\\b(?:static|still|fixed|stationary|locked(?:[ -](?:off|down))?|motionless|tripod)[ -](?:camera|shot|frame|view|angle)\\b|' +
    "\\bcamera\\b[^.,;]{0,16}\\b(?:static|still|fixed|stationary|locked|motionless|does not move|doesn't move)\\b|" +
    '\\bon (?:a )?tripod\\b|\\blocked[ -]off\\b',
  [
    '固定镜头|静止镜头|镜头固定|镜头不动|固定カメラ|カメラ固定|cámara fija|cámara estática|câmera fixa|câmera estática',
    'caméra fixe|plan fixe|statische kamera|feste kamera|kamera steht still',
  ],
);

/** In a negative prompt, or after "no": the camera must not move. */
export const MOVING_CAMERA = matchAny(
  '\\bmoving camera\\b|\\bcamera (?:view )?(?:movements?|motions?|moves?|moving)\\b|\\b(?:move|moving) the camera\\b',
  [
    '镜头移动|相机移动|移动镜头|镜头运动|カメラ移動|カメラの動き|movimiento de cámara|movimento de câmera',
    'mouvement de caméra|kamerabewegung',
  ],
);

/** The movements by their bare names: enough in a negative prompt, or after "no". */
export const MOVE_NAMES: readonly (readonly [move: CameraMove, name: RegExp])[] = [
  ['zoom', /\bzoom(?:s|ing)?\b(?<!dolly[ -]zoom)|变焦|ズーム/],
  ['dolly', /\bdolly\b|\bpush[ -]?in\b|\bpull[ -]?(?:back|out)\b/],
  ['pan', /\bpan(?:s|ning)?\b|摇镜头|パン/],
  ['tilt', /\btilt(?:s|ing)?\b/],
  ['truck', /\btruck(?:s|ing)?\b|\btracking\b/],
  ['orbit', /\borbit(?:s|ing)?\b|环绕/],
  ['roll', /\b(?:camera|dutch|barrel) (?:roll|rotation)\b/],
  ['dollyZoom', /\bdolly[ -]zoom\b/],
  ['handheld', /\bhand-?held\b|\bshak(?:y|e|es|ing)\b|\bjitter(?:y)?\b|手持/],
];

/** Said just before a phrase, turns it round: "no zoom", "without any panning". */
export const NEGATION =
  /(?:\b(?:no|not|without|don'?t|do not|doesn'?t|never|avoid|sin|sem|sans|ohne|kein|keine|keinen)\s+(?:[\w-]+\s+){0,2}|不要|没有|无|不)$/u;

function matchAny(english: string, others: readonly string[]): RegExp {
  return new RegExp([english, ...others].join('|'));
}
