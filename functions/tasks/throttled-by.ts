import type { ProviderLimits } from '../providers/configured-provider.ts';
import { isLimited } from '../throttling/acquire-slot.ts';
import type { TaskChange } from './task.ts';

/** What a record says of its provider's limits: a task holds a slot or waits in a queue only where starts are limited. */
export function throttledBy(
  limits: ProviderLimits | undefined,
): Pick<TaskChange, 'throttled'> & object {
  return { throttled: limits && isLimited(limits) ? true : undefined };
}
