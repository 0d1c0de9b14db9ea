import { type Api, createApi } from './create-api.ts';
import { createFetchWithRetries } from './fetch-with-retries.ts';
import { getData } from './get-data.ts';
import type { FileInput, Input, Kind, RecordOf, Result, Task, TaskItem } from './kinds.ts';
import { TaskFailure } from './task-failure.ts';
import { type UploadOptions, uploadFile } from './upload-file.ts';
import { uploadFiles } from './upload-files.ts';
import { type ReceivedRequest, verifyWebhook, type WebhookEvent } from './verify-webhook.ts';
import { type WaitOptions, waitForTask } from './wait-for-task.ts';

export interface ReelhookOptions {
  /** Where the service is, such as `https://api.example.com`. */
  readonly baseUrl: string;
  /** An API token, `sk_…`. */
  readonly token: string;
  /** What webhooks are signed with, `whsec_…`; optional, read only by `webhooks.verify`. */
  readonly signingSecret?: string;
  /** Optional; defaults to the platform's own. */
  fetch?(request: Request): Promise<Response>;
}

export interface StartOptions {
  /** The same key with the same input makes no second task; optional, random unless given. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface RunOptions extends StartOptions, WaitOptions {}

/**
 * A client of a Reelhook service for Node, Bun, Deno, browsers and edge runtimes. Requests that may be repeated are
 * sent again after faults, a start with the same `Idempotency-Key`. Refusals are thrown as `ApiFailure`.
 */
export class Reelhook {
  /** Every call of the API, typed: `await reelhook.api.GET('/api/v1/providers')`. */
  readonly api: Api;
  readonly #fetch: (request: Request) => Promise<Response>;
  readonly #signingSecret: string | undefined;

  constructor({ baseUrl, token, signingSecret, fetch }: ReelhookOptions) {
    // Browsers refuse a fetch that is called as another object's method.
    const send = fetch ?? ((request: Request) => globalThis.fetch(request));
    this.#fetch = createFetchWithRetries({ fetch: send });
    this.#signingSecret = signingSecret;
    const root = baseUrl.replace(/\/+$/, '');
    this.api = createApi({ baseUrl: root, getToken: () => token, fetch: this.#fetch });
  }

  /**
   * Starts a task. Files in the input are uploaded first.
   * @returns the first task, where several copies were asked for: see `startAll`
   * @throws ApiFailure with the fields that are wrong
   */
  async start<K extends Kind>(kind: K, input: Input<K>, options?: StartOptions): Promise<Task<K>> {
    const [first] = await this.startAll(kind, input, options);
    if (!first) throw new Error('The service started no task.');
    return first;
  }

  /** As `start`, for inputs that ask for several copies: every one is a task. */
  async startAll<K extends Kind>(
    kind: K,
    input: Input<K>,
    { idempotencyKey = crypto.randomUUID(), signal }: StartOptions = {},
  ): Promise<Task<K>[]> {
    const ready = await uploadFiles(input, (file) => this.upload(file, signal ? { signal } : {}));
    const { rows } = await getData(
      this.api.POST('/api/v1/tasks', {
        body: { kind, input: ready } as never,
        params: { header: { 'Idempotency-Key': idempotencyKey } },
        ...(signal ? { signal } : {}),
      }),
    );
    return rows as Task<K>[];
  }

  /**
   * Starts a task and waits for its result.
   * @throws ApiFailure for a refused start, TaskFailure for a task that failed
   */
  async run<K extends Kind>(
    kind: K,
    input: Input<K>,
    options: RunOptions = {},
  ): Promise<Result<K>> {
    const { _id } = await this.start(kind, input, options);
    return this.result<K>(_id, options);
  }

  /**
   * Waits for the result of a task, which may have been started by another process: however long it takes.
   * @throws ApiFailure for an unknown id, TaskFailure for a task that failed
   */
  async result<K extends Kind = Kind>(id: string, options: WaitOptions = {}): Promise<Result<K>> {
    const getTask = (_: string, seconds: number) => this.#getTask(id, seconds, options.signal);
    const task = await waitForTask({ getTask }, id, options);
    if (task.current_status === 'failed') throw new TaskFailure(task);
    const record = await this.#getRecord<K>(task.path);
    return { ...(task as Task<K>), record };
  }

  /** A task as it is now. */
  get(id: string): Promise<TaskItem> {
    return this.#getTask(id, 0);
  }

  /**
   * Uploads a file.
   * @returns its address, for any field that takes one
   */
  upload(file: FileInput, options?: UploadOptions): Promise<string> {
    return uploadFile({ api: this.api, fetch: this.#fetch }, file, options);
  }

  readonly webhooks = {
    /**
     * The event that a request to a receiver brings, if the service signed it within the last five minutes.
     * @param secret `whsec_…`; optional, defaults to `signingSecret`
     * @throws WebhookVerificationError where it was not
     */
    verify: (
      request: Request | ReceivedRequest,
      secret = this.#signingSecret,
    ): Promise<WebhookEvent> => {
      if (secret === undefined)
        throw new Error('Give the signing secret, whsec_…, to verify with.');
      return verifyWebhook(request, secret);
    },
  };

  #getTask(id: string, waitSeconds: number, signal?: AbortSignal): Promise<TaskItem> {
    return getData(
      this.api.GET('/api/v1/tasks/{id}', {
        params: { path: { id } },
        ...(waitSeconds > 0 ? { headers: { prefer: `wait=${waitSeconds}` } } : {}),
        ...(signal ? { signal } : {}),
      }),
    );
  }

  /** The path of a kind's record is known only when its task is. */
  #getRecord<K extends Kind>(path: string): Promise<RecordOf<K>> {
    return getData(this.api.GET(path as never) as never);
  }
}
