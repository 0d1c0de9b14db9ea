import type { CameraMove } from './camera-moves.ts';

/** What a phrase asks of the camera. */
export interface CameraPhrase {
  readonly move: CameraMove;
  readonly amount: 1 | -1;
  /** For lower-case text. */
  readonly words: RegExp;
}

/** Between a verb and its direction: a few words of the same clause. */
const NEAR = '[^.,;:!?\\n]{0,24}?';
const LEFT = '\\b(?:left|leftwards?)\\b';
const RIGHT = '\\b(?:right|rightwards?)\\b';
const IN = '\\b(?:in|into|inwards?|forwards?|closer|towards?)\\b';
const OUT = '\\b(?:out|outwards?|back|backwards?|away)\\b';
const UP = '\\b(?:up|upwards?)\\b';
const DOWN = '\\b(?:down|downwards?)\\b';

const ZOOM = '\\bzoom(?:s|ing|ed)?\\b';
const DOLLY = '\\bdoll(?:y|ies|ying|ied)\\b(?! ?-?zoom)';
const PAN = '\\bpan(?:s|ning|ned)?\\b';
const TILT = '(?<!\\bheads? )\\btilt(?:s|ing|ed)?\\b';
/** "Truck" is also a vehicle, so the direction has to follow at once. */
const TRUCK =
  '\\b(?:truck(?:s|ing)?|tracking|sliding|sideways)' +
  '(?: (?:shot|slowly|gently|smoothly|quickly|to|the|towards?|camera|movement)){0,4} ?';
const CRANE = '\\b(?:crane|jib|boom|pedestal)(?:s|ing)?\\b';
/** Not the one that a person looks into. */
const CAMERA = '(?<!\\b(?:at|into|to|towards?|for) (?:the )?)\\bcamera\\b';
const CIRCLES = '\\b(?:circl(?:es?|ing)|arc(?:s|ing)?|revolv(?:es?|ing)|rotat(?:es?|ing))';
const ORBIT =
  '(?:\\borbit(?:s|ing)?\\b(?! ?\\bthe (?:earth|planet|sun)\\b)|' +
  `${CIRCLES} around\\b|${CAMERA}${NEAR}${CIRCLES}\\b|\\b(?:arc|orbital|360) shot\\b)`;
const ROLL = `(?:${CAMERA}${NEAR}\\b(?:rolls?|rolling|rotates?|rotating)\\b(?! around)|\\b(?:dutch|barrel|camera) roll\\b)`;

/** The first phrase that fits decides a move's direction, so the more exact ones stand first. */
export const CAMERA_PHRASES: readonly CameraPhrase[] = [
  phrase(
    'dollyZoom',
    1,
    '\\b(?:dolly|reverse)[ -]?zoom\\b|\\bzolly\\b|\\bvertigo (?:effect|shot)\\b',
    [
      '希区柯克变焦|滑动变焦|ドリーズーム|efecto vértigo|efeito vertigo|effet vertigo|vertigo-effekt',
    ],
  ),
  phrase('zoom', -1, `${ZOOM}${NEAR}${OUT}`, [
    '变焦拉远|缩小镜头|ズームアウト|alejar el zoom|zoom hacia atrás|zoom de alejamiento|afastar o zoom',
    'zoom arrière|dézoom|herauszoomen|zoomt heraus|zoom out',
  ]),
  phrase(
    'zoom',
    1,
    `(?<!dolly[ -]?|reverse )${ZOOM}(?! ?(?:lens|call|meeting|effect))(?!${NEAR}${OUT})`,
    [
      '变焦推近|放大镜头|ズームイン|ズーム|acercar el zoom|zoom hacia|zoom de acercamiento|aproximar o zoom',
      'zoom avant|hineinzoomen|heranzoomen|zoomt hinein|zoomt heran|zoom in',
    ],
  ),
  phrase(
    'dolly',
    -1,
    `${DOLLY}${NEAR}${OUT}|\\bpull(?:s|ing)?[ -]?(?:back|out|away)\\b|${moving(OUT)}`,
    [
      '镜头[^，。]{0,6}(?:拉远|后退|拉开|远离)|拉远|后拉|拉镜头|カメラ[^。、]{0,8}(?:引|遠ざか|後退)|引いていく|ドリーアウト',
      'la cámara se aleja|cámara retrocede|a câmera se afasta|câmera recua|recuar a câmera|travelling arrière',
      'caméra recule|caméra s’éloigne|kamera fährt zurück|kamera entfernt sich|kamerafahrt zurück',
    ],
  ),
  phrase(
    'dolly',
    1,
    `${DOLLY}(?:${NEAR}${IN}| shot)|\\b(?:push|creep)(?:es|s|ing)?[ -]?in\\b|\\bmov(?:es?|ing)(?: \\w+)? closer\\b|` +
      `${moving(IN)}|${CAMERA}${NEAR}\\bapproach(?:es|ing)?\\b`,
    [
      '镜头[^，。]{0,6}(?:推|拉近|靠近|前进)|推近|推镜头|推进|拉近|カメラ[^。、]{0,8}(?:寄|近づ|前進)|寄っていく|ドリーイン',
      'la cámara se acerca|cámara avanza|acercamiento|a câmera se aproxima|câmera avança|aproximação',
      'travelling avant|caméra avance|caméra s’approche|kamera fährt heran|kamera nähert sich|kamerafahrt vorwärts',
    ],
  ),
  phrase('pan', -1, `${PAN}${NEAR}${LEFT}|\\b(?:leftwards?|left) pan\\b|${turning(LEFT)}`, [
    '向左摇|左摇|镜头左转|左にパン|左へパン|paneo a la izquierda|panorámica a la izquierda|panorâmica para a esquerda',
    'panoramique à gauche|panoramique vers la gauche|schwenk nach links|schwenkt nach links',
  ]),
  phrase(
    'pan',
    1,
    `${PAN}${NEAR}${RIGHT}|\\b(?:rightwards?|right) pan\\b|${turning(RIGHT)}|${CAMERA} ${PAN}|` +
      `\\b(?:slow|slowly|smooth|gentle|cinematic) ${PAN}|\\bpanning shot\\b|${PAN} (?:across|over|shot)\\b`,
    [
      '向右摇|右摇|镜头右转|摇镜头|右にパン|右へパン|パンする|paneo|panorámica a la derecha|panorâmica para a direita',
      'panoramique à droite|panoramique vers la droite|schwenk nach rechts|schwenkt nach rechts|kameraschwenk',
    ],
  ),
  phrase('tilt', -1, `${TILT}${NEAR}${DOWN}`, [
    '向下摇|镜头向下|下にティルト|ティルトダウン|inclinación hacia abajo|inclinar para baixo|kamera neigt sich nach unten',
    'panoramique vers le bas',
  ]),
  phrase('tilt', 1, `${TILT}${NEAR}${UP}`, [
    '向上摇|镜头向上|上にティルト|ティルトアップ|inclinación hacia arriba|inclinar para cima|kamera neigt sich nach oben',
    'panoramique vers le haut',
  ]),
  phrase('truck', -1, `${TRUCK}${LEFT}|${moving(LEFT)}`, [
    '镜头左移|向左平移|左移|左へ移動するカメラ|カメラが左|travelling a la izquierda|câmera se move para a esquerda',
    'travelling à gauche|travelling vers la gauche|kamerafahrt nach links|kamera fährt nach links',
  ]),
  phrase('truck', 1, `${TRUCK}${RIGHT}|${moving(RIGHT)}|\\b(?:tracking|trucking|lateral) shot\\b`, [
    '镜头右移|向右平移|右移|平移镜头|カメラが右|travelling a la derecha|câmera se move para a direita',
    'travelling latéral|travelling à droite|travelling vers la droite|kamerafahrt nach rechts|kamera fährt nach rechts',
  ]),
  phrase(
    'pedestal',
    -1,
    `${CRANE}${NEAR}${DOWN}|${CAMERA}${NEAR}\\b(?:descends?|lowers?|sinks?)\\b`,
    [
      '镜头下降|降镜头|カメラが下が|la cámara desciende|a câmera desce|caméra descend|kamera senkt sich',
    ],
  ),
  phrase(
    'pedestal',
    1,
    `${CRANE}(?:${NEAR}${UP}| shot)|${CAMERA}${NEAR}\\b(?:rises?|ascends?|lifts?)\\b`,
    [
      '镜头上升|升镜头|カメラが上が|la cámara asciende|la cámara sube|a câmera sobe|caméra monte|kamera steigt',
    ],
  ),
  phrase('orbit', -1, `(?<!\\bin )${ORBIT}${NEAR}(?:${LEFT}|(?<!counter-?|anti-?)clockwise)`, [
    '向左环绕|逆时针环绕|orbita a la izquierda|orbite à gauche',
  ]),
  phrase('orbit', 1, `(?<!\\bin (?:\\w+ )?)${ORBIT}`, [
    '环绕|绕着主体|周囲を回|回り込|オービット|órbita alrededor|orbita|gira alrededor|gira ao redor|tourne autour',
    'orbite autour|umkreist|kreist um',
  ]),
  phrase('roll', -1, `${ROLL}${NEAR}(?:${LEFT}|counter-?clockwise|anti-?clockwise)`, [
    '逆时针旋转镜头',
  ]),
  phrase('roll', 1, ROLL, ['旋转镜头|镜头旋转|カメラが回転|rotación de cámara|kamera rollt']),
  phrase(
    'handheld',
    1,
    '\\bhand-?held\\b|\\bshaky[ -]?cam(?:era)?\\b|\\bcamera shak(?:e|es|ing)\\b',
    [
      '手持|晃动镜头|手持ち|手ブレ|cámara en mano|câmera na mão|caméra à l’épaule|caméra portée|handkamera',
    ],
  ),
];

function phrase(
  move: CameraMove,
  amount: 1 | -1,
  english: string,
  others: readonly string[],
): CameraPhrase {
  return { move, amount, words: new RegExp([english, ...others].join('|')) };
}

function moving(direction: string): string {
  const verbs =
    '(?:mov(?:es?|ing)|glid(?:es?|ing)|drift(?:s|ing)?|fl(?:y|ies|ying)|travel(?:s|ing)?|slid(?:es?|ing))';
  return `${CAMERA}${NEAR}\\b${verbs}\\b${NEAR}${direction}`;
}

function turning(direction: string): string {
  return `${CAMERA}${NEAR}\\b(?:turn|swing|sweep)(?:s|ing)?\\b${NEAR}${direction}`;
}
