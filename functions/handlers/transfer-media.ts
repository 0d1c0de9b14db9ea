import * as z from 'zod';
import { transferMedia } from '../media/transfer-media.ts';
import { mediaStore } from '../service/aws.ts';
import { variable } from '../service/environment.ts';
import { download } from '../service/network.ts';
import { step } from './step.ts';

const payload = z.object({ url: z.string() });
const context = {
  download: download(),
  media: mediaStore(),
  mediaUrl: variable('MEDIA_URL'),
};

/** Asked by the API for `transferToStorage`: the one function that fetches a caller's address while the caller waits. */
export const handler = step('transfer-media', payload, (call) => transferMedia(context, call));
