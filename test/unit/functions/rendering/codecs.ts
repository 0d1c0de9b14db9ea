import { createFfmpegCodecs } from '../../../../functions/rendering/codecs/ffmpeg-codecs.ts';
import { createProgramCodecs } from '../../../../functions/rendering/codecs/program-codecs.ts';
import { bundleProgram } from './programs.ts';

/** What is used unless an operator names an ffmpeg program. */
export const codecs = createProgramCodecs(bundleProgram('codec-program'));

/** No program lies there. */
export const missingCodecs = createFfmpegCodecs('/no/such/ffmpeg');
