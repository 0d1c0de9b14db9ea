import * as z from 'zod';
import { measureMedia } from '../media/measure-media.ts';
import { mediaStore } from '../service/aws.ts';
import { step } from './step.ts';

const payload = z.object({
  key: z.string(),
  family: z.enum(['image', 'video', 'audio']),
  content: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .optional(),
});

/** Asked by finish-task and call-provider: the one function that reads into files that providers made, to measure them. */
export const handler = step('measure-media', payload, (file) => measureMedia(mediaStore(), file));
