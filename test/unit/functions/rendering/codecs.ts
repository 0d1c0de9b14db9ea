import { fileURLToPath } from 'node:url';
import { createFfmpegCodecs } from '../../../../functions/rendering/codecs/ffmpeg-codecs.ts';
import { createProgramCodecs } from '../../../../functions/rendering/codecs/program-codecs.ts';

/** What is used unless an operator names an ffmpeg program. */
export const codecs = createProgramCodecs(
  fileURLToPath(new URL('../../../../functions/rendering/codec-program.ts', import.meta.url)),
);

/** No program lies there. */
export const missingCodecs = createFfmpegCodecs('/no/such/ffmpeg');
