import * as z from 'zod';
import { transferMediaContext } from '../context.ts';
import { transferMedia } from '../media/transfer-media.ts';
import { step } from './step.ts';

const payload = z.object({ owner: z.string(), url: z.string() });
const context = transferMediaContext();

/** Asked by the API for `transferToStorage`: the one function that fetches a caller's address while the caller waits. */
export const handler = step('transfer-media', payload, (call) => transferMedia(context, call));
