import { once } from '../once.ts';
import { createTaskNews } from '../tasks/task-news.ts';
import { createEventWishes } from '../webhooks/event-wishes.ts';
import { deliveryStarter } from './aws.ts';
import { clock, variable } from './environment.ts';
import { warn } from './logger.ts';
import { webhooks } from './records.ts';

/** Makes known how tasks go on. */
export const taskNews = /* @__PURE__ */ once(() =>
  createTaskNews({
    store: webhooks(),
    deliveries: deliveryStarter(),
    isWanted: createEventWishes({ store: webhooks(), clock }),
    mediaUrl: variable('MEDIA_URL'),
    clock,
    warn,
  }),
);
