import type { Api } from './api.ts';
import { eventually } from './eventually.ts';

const endpoints = '/api/v1/webhooks/endpoints';

/** A photo's address that is refused at once, so that its task ends in `task.failed` without a render. */
export const REFUSED_PHOTO = 'http://127.0.0.1:9/nobody-listens.jpg';

/** The calls about webhooks, as a subscriber's script makes them. */
export function createWebhookApi(api: Api) {
  const data = async (...call: Parameters<Api['call']>) => {
    const answer = await api.call(...call);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer));
    return answer.data;
  };
  const log = async (id: string, query = '') =>
    (await data('GET', `${endpoints}/${id}/deliveries${query}`)).rows;

  return {
    data,
    /** What the API says to a registration, refusals included. */
    tryToRegister: (body: object) => api.call('POST', endpoints, body),
    register: (url: string, fields: object = {}) => data('POST', endpoints, { url, ...fields }),
    endpoint: (id: string) => data('GET', `${endpoints}/${id}`),
    change: (id: string, fields: object) => data('PATCH', `${endpoints}/${id}`, fields),
    remove: (id: string) => data('DELETE', `${endpoints}/${id}`),
    ping: (id: string) => data('POST', `${endpoints}/${id}/ping`),
    sendSample: (id: string, type: string) => data('POST', `${endpoints}/${id}/test`, { type }),
    rotate: (id: string, body?: object) => data('POST', `${endpoints}/${id}/secret/rotate`, body),
    recover: (id: string, since: string) => data('POST', `${endpoints}/${id}/recover`, { since }),
    retry: (id: string) => data('POST', `/api/v1/deliveries/${id}/retry`),
    /** An endpoint's deliveries, newest first. */
    log,
    /** The newest delivery once it is as wanted. */
    newestDelivery: (id: string, isWanted: (delivery: Delivery) => boolean) =>
      eventually(async () => {
        const [newest]: Delivery[] = await log(id);
        return newest && isWanted(newest) ? newest : undefined;
      }, `a delivery to ${id}`),
    /** Starts a task that fails at once, and answers its id. */
    async failingTask(fields: object = {}): Promise<string> {
      const { data: task } = await api.start({ image_url: REFUSED_PHOTO, ...fields });
      return task._id;
    },
  };
}

/** What the stories read of a delivery. */
export interface Delivery {
  readonly _id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly status: string;
  readonly reason: string;
  readonly attempts: { at: string; category: string; hint: string; next_attempt_at: string }[];
}
