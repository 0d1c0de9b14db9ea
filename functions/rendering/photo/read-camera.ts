import { type CameraMove, type CameraMoves, STILL } from './camera-moves.ts';
import { MOVE_NAMES, MOVING_CAMERA, NEGATION, STILL_CAMERA } from './camera-refusals.ts';
import { CAMERA_PHRASES } from './camera-words.ts';

/** What the prompts ask of the camera. */
export interface CameraWish {
  readonly moves: CameraMoves;
  /** True where the words themselves name a movement or its absence; false where nothing was asked. */
  readonly named: boolean;
  /** Movements the words forbid. */
  readonly forbidden: ReadonlySet<CameraMove>;
  /** The camera is to stand still. */
  readonly still: boolean;
}

const PACES: readonly (readonly [pace: number, words: RegExp])[] = [
  [
    0.5,
    /\b(?:very|extremely|ultra)[ -](?:slow|slowly|gentle|gently|subtle|subtly|slight|slightly)\b/,
  ],
  [
    0.75,
    /\b(?:slow|slowly|gentle|gently|subtle|subtly|slight|slightly|soft|softly)\b|缓慢|慢慢|缓缓|ゆっくり/,
  ],
  [
    0.75,
    /\b(?:lento|lenta|lentamente|suave|suavemente|lent|lente|lentement|doucement|langsam|langsame|langsamer|sanft)\b/,
  ],
  [1.4, /\b(?:fast|quick|quickly|rapid|rapidly|dramatic|dramatically)\b|快速|迅速|素早く|急速/],
  [1.4, /(?:rápido|rápida|rapidamente|\brapide\b|\brapidement\b|\bschnell)/],
];

/** Reads camera words out of a prompt and a negative prompt, in English and, less finely, zh, es, pt, fr, de and ja. */
export function readCamera(prompt: string, negativePrompt: string): CameraWish {
  const wanted = clean(prompt);
  const unwanted = clean(negativePrompt);
  const forbidden = new Set(
    MOVE_NAMES.filter(([, name]) => name.test(unwanted) || isNegated(wanted, name)).map(
      ([move]) => move,
    ),
  );
  const amounts = new Map<CameraMove, number>();
  for (const phrase of CAMERA_PHRASES) {
    if (amounts.has(phrase.move) || !phrase.words.test(wanted)) continue;
    if (isNegated(wanted, phrase.words)) forbidden.add(phrase.move);
    else amounts.set(phrase.move, phrase.amount);
  }
  if (forbidden.has('zoom') && !amounts.has('dolly')) forbidden.add('dolly');
  for (const move of forbidden) amounts.delete(move);
  const still = asksForStillness(wanted, unwanted);
  const moves = still ? STILL : scaled(amounts, getPace(wanted));
  return { moves, named: still || amounts.size > 0, forbidden, still };
}

function asksForStillness(wanted: string, unwanted: string): boolean {
  if (MOVING_CAMERA.test(unwanted) || isNegated(wanted, MOVING_CAMERA)) return true;
  return STILL_CAMERA.test(wanted) && !isNegated(wanted, STILL_CAMERA);
}

function isNegated(text: string, words: RegExp): boolean {
  const match = words.exec(text);
  return match !== null && NEGATION.test(text.slice(0, match.index));
}

function scaled(amounts: ReadonlyMap<CameraMove, number>, pace: number): CameraMoves {
  const moves = { ...STILL };
  for (const [move, amount] of amounts) moves[move] = amount * pace;
  return moves;
}

function getPace(text: string): number {
  return PACES.find(([, words]) => words.test(text))?.[0] ?? 1;
}

/** Lower case, plain quotes, and "from left to right" as the direction it ends in. */
function clean(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll("'", '’')
    .replace(/(\w)’t\b/g, "$1't")
    .replace(
      /\bfrom (?:the )?(?:left|right|top|bottom) to (?:the )?(left|right|top|bottom)\b/g,
      'to the $1',
    )
    .replace(/\bto (?:the )?top\b/g, 'up')
    .replace(/\bto (?:the )?bottom\b/g, 'down');
}
