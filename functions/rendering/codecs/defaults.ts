import type { Size } from '../size.ts';
import type { ColourCodes } from './codecs.ts';

/** BT.709, limited range. */
export const BT_709: ColourCodes = { primaries: 1, transfer: 1, matrix: 1, fullRange: false };
export const UNSPECIFIED: ColourCodes = { primaries: 2, transfer: 2, matrix: 2, fullRange: false };
/** Of a sample. */
export const SQUARE: Size = { width: 1, height: 1 };
/** x264's constant rate factor. */
export const USUAL_QUALITY = 17;
