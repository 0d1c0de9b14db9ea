import * as z from 'zod';
import type { AdapterStart, AdapterTools, CreateClient, ProviderClient } from '../adapter.ts';
import type { Picture } from '../model-input.ts';
import type { Json, OperationStatus, ResultFile } from '../operation.ts';
import { ProviderError } from '../provider-error.ts';
import { createRequester, type ErrorReport, type Requester } from '../request.ts';
import { comfyuiSettings } from './comfyui.ts';
import { getVideo, historySchema, historyStatus } from './history.ts';
import { createSeed, fillWorkflow, type Workflow } from './workflow.ts';

const uploadedSchema = z.object({ name: z.string(), subfolder: z.string().default('') });
const startedSchema = z.object({ prompt_id: z.string() });
const operationSchema = z.object({ promptId: z.string() });
/** Each entry begins with a number and the id. */
const entriesSchema = z.array(z.tuple([z.number(), z.string()], z.unknown()));
const queueSchema = z.object({ queue_running: entriesSchema, queue_pending: entriesSchema });
const errorSchema = z.object({
  error: z.union([
    z.string(),
    z.object({ message: z.string(), details: z.string().nullish(), type: z.string().nullish() }),
  ]),
});

/** In bytes; what the copy into the media bucket takes too. */
const LARGEST_VIDEO = 300 * 1024 * 1024;

export const createComfyuiClient: CreateClient = (settings, tools) =>
  createComfyui(comfyuiSettings.parse(settings), tools);

/** The operator's own ComfyUI and workflows (docs.comfy.org, "Server routes"). */
function createComfyui(
  { baseUrl, authorization, workflows }: z.output<typeof comfyuiSettings>,
  tools: AdapterTools,
): ProviderClient {
  const requester = createRequester({
    ...tools,
    baseUrl: baseUrl.replace(/\/$/, ''),
    headers: authorization ? { authorization } : {},
    readError,
  });
  const byName = new Map(workflows.map(({ name, workflow }) => [name, workflow]));
  const [first] = workflows;
  return {
    start: (call) => start(requester, byName.get(call.model.id) ?? first.workflow, call),
    check: (operation) => check(requester, operationSchema.parse(operation).promptId),
    fetchResult: (operation) =>
      fetchResult(requester, tools, operationSchema.parse(operation).promptId),
    cancel: (operation) => cancel(requester, operationSchema.parse(operation).promptId),
  };
}

async function start(requester: Requester, workflow: Workflow, call: AdapterStart): Promise<Json> {
  const { taskId, variant, input, images } = call;
  const { image_url: first, end_image_url: last } = images;
  const name = `${taskId}-${variant}`;
  const prompt = fillWorkflow(workflow, {
    image: first ? await upload(requester, `${name}-first`, first) : '',
    end_image: last ? await upload(requester, `${name}-last`, last) : '',
    prompt: getText(input['prompt']),
    negative_prompt: getText(input['negative_prompt']),
    seconds: Number(input['seconds']),
    seed: createSeed(taskId, variant),
  });
  const json = { prompt, client_id: taskId };
  const { prompt_id } = await requester.start('/prompt', startedSchema, { json });
  return { promptId: prompt_id };
}

function getText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Puts the picture where `LoadImage` finds it, and answers the name to load it by. */
async function upload(requester: Requester, name: string, picture: Picture): Promise<string> {
  if ('url' in picture) return picture.url;
  const { bytes, mediaType } = picture;
  const form = new FormData();
  const ending = /^image\/([a-z0-9]+)/.exec(mediaType)?.[1] ?? 'png';
  form.set('image', new Blob([new Uint8Array(bytes)], { type: mediaType }), `${name}.${ending}`);
  form.set('type', 'input');
  form.set('overwrite', 'true');
  const uploaded = await requester.prepare('/upload/image', uploadedSchema, { form });
  return uploaded.subfolder ? `${uploaded.subfolder}/${uploaded.name}` : uploaded.name;
}

/** The queue first: work that leaves it between the two requests is found in the history. */
async function check(requester: Requester, promptId: string): Promise<OperationStatus> {
  const { queue_running, queue_pending } = await requester.get('/queue', queueSchema);
  if (queue_running.some(([, id]) => id === promptId)) {
    return { state: 'running', phase: 'processing' };
  }
  const sorted = queue_pending.toSorted(([one], [other]) => one - other);
  const place = sorted.findIndex(([, id]) => id === promptId);
  if (place >= 0) return { state: 'running', phase: 'queued', queuePosition: place };
  const entry = await getHistory(requester, promptId);
  if (entry) return historyStatus(entry);
  const message = 'ComfyUI does not know the work any more; it forgets all when it is restarted.';
  return { state: 'failed', code: 'result_gone', message };
}

async function getHistory(requester: Requester, promptId: string) {
  const history = await requester.get(`/history/${encodeURIComponent(promptId)}`, historySchema);
  return Object.hasOwn(history, promptId) ? history[promptId] : undefined;
}

/** Loaded here and not by address: the server is the operator's own, and may lie in a private network. */
async function fetchResult(
  requester: Requester,
  { name }: AdapterTools,
  promptId: string,
): Promise<ResultFile> {
  const entry = await getHistory(requester, promptId);
  const file = entry && getVideo(entry);
  if (!file) {
    const message = `${name} does not have the file any more.`;
    throw new ProviderError('result_gone', message, { retryable: false });
  }
  return requester.download(`/view?${new URLSearchParams(file)}`, LARGEST_VIDEO);
}

/** Older servers interrupt whatever runs, so it is done only while this very work runs. */
async function cancel(requester: Requester, promptId: string): Promise<void> {
  await requester.stop('POST', '/queue', { json: { delete: [promptId] } });
  const { queue_running } = await requester.get('/queue', queueSchema);
  if (!queue_running.some(([, id]) => id === promptId)) return;
  await requester.stop('POST', '/interrupt', { json: { prompt_id: promptId } });
}

function readError(body: unknown): ErrorReport | undefined {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  if (typeof error === 'string') return { message: error };
  return { message: [error.message, error.details].filter(Boolean).join(': ') };
}
