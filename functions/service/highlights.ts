import { queueFunction } from '../aws/lambda/invoke-function.ts';
import type { HighlightsJob } from '../rendering/highlights/highlights-job.ts';
import type { FinishTaskDependencies } from '../tasks/finish-task.ts';
import { lambdaFunction } from './functions.ts';
import { warn } from './logger.ts';

/** How long a task's end waits for its poster to be asked for, in milliseconds. */
const LONGEST_WAIT = 3000;

/** Has the render function make poster and preview of a result that a provider made. */
export const requestHighlights: FinishTaskDependencies['requestHighlights'] = async ({
  id,
  resultKey,
  media,
}) => {
  const { posterKey, previewKey } = media ?? {};
  if (resultKey === undefined || posterKey === undefined) return;
  const family = previewKey === undefined ? 'image' : 'video';
  const job: HighlightsJob = {
    ...{ work: 'highlights', renderId: id, family },
    ...{ sourceKey: resultKey, posterKey, previewKey },
  };
  try {
    const target = lambdaFunction('RENDER_FUNCTION');
    await queueFunction(target, job, AbortSignal.timeout(LONGEST_WAIT));
  } catch (error) {
    warn(`No poster could be asked for, for task ${id}`, error);
  }
};
