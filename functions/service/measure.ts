import { invokeFunction } from '../aws/lambda/invoke-function.ts';
import { LARGEST_SENT, type MeasureMedia, type MediaShape } from '../media/media-shape.ts';
import { lambdaFunction } from './functions.ts';
import { warn } from './logger.ts';

/** How long whoever keeps a file waits for its measures, in milliseconds. */
const LONGEST_WAIT = 15_000;

/** Has a file measured by the function that reads what providers made, and may do nothing else. */
export const measure: MeasureMedia = async ({ content: bytes, ...file }) => {
  const isSent = bytes !== undefined && bytes.byteLength <= LARGEST_SENT;
  const content = isSent ? Buffer.from(bytes).toString('base64') : undefined;
  try {
    const target = lambdaFunction('MEASURE_FUNCTION');
    const answer = await invokeFunction(
      target,
      { ...file, content },
      AbortSignal.timeout(LONGEST_WAIT),
    );
    return answer as MediaShape;
  } catch (error) {
    warn(`${file.key} could not be measured`, error);
    return {};
  }
};
