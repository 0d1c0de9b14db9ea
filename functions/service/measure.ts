import { invokeFunction } from '../aws/lambda/invoke-function.ts';
import type { MeasureMedia, MediaShape } from '../media/media-shape.ts';
import { lambdaFunction } from './functions.ts';
import { warn } from './logger.ts';

/** How long whoever keeps a file waits for its measures, in milliseconds. */
const LONGEST_WAIT = 15_000;

/** Has a file measured by the function that reads what providers made, and may do nothing else. */
export const measure: MeasureMedia = async (file) => {
  const content = file.content && Buffer.from(file.content).toString('base64');
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
