import * as z from 'zod';
import type { AdapterTools } from '../adapter.ts';
import type { Json } from '../operation.ts';
import type { QueryHandlers } from '../provider-query.ts';
import type { Requester } from '../request.ts';
import { createEnvelopeSchema, dataIn } from './a2e-answer.ts';
import { operationSchema } from './a2e-operation.ts';

const json: z.ZodType<Json> = z.json();
const fields = z.record(z.string(), json);

/**
 * What the words for an avatar or a background of everyone's are (a2e-api 5 and 7). Whatever is called otherwise may
 * have been made for one owner of the many whom the account serves, and is shown to none.
 */
const SHARED = ['default', 'public', 'system'];

const avatar = z.object({ _id: z.string() }).catchall(json);
const voiceGroup = z.object({ children: z.array(z.unknown()) });
const voice = z
  .object({ value: z.string(), ttsRate: z.coerce.number().nonnegative().nullable().catch(null) })
  .catchall(json);
const background = z.object({ _id: z.string(), img_url: z.string() }).catchall(json);
/** A2E publishes no form; `channel` is what the other calls name the talk by (a2e-api 11). */
const streamingToken = z.object({ channel: z.coerce.string() }).catchall(json);
const address = z.object({ result_url: z.string().min(1) });
/** Some calls answer nothing but that they were heard. */
const anything = json.nullish().transform((value): Json => value ?? null);

/** A list, without what can't be read of it. */
function createListSchema<Item>(item: z.ZodType<Item>) {
  const readable = z.array(z.unknown()).transform((all) => all.map((one) => item.safeParse(one)));
  return readable.transform((all) => all.flatMap(({ data }) => (data === undefined ? [] : [data])));
}

/** How A2E answers each of them. */
export function createA2eQueries(
  requester: Requester,
  { name }: Pick<AdapterTools, 'name'>,
): QueryHandlers {
  async function get<Data>(path: string, schema: z.ZodType<Data>): Promise<Data> {
    const envelope = await requester.get(`/api/v1${path}`, createEnvelopeSchema(schema));
    return dataIn(name, envelope, { code: 'provider_unreachable', retryable: true });
  }
  /** Sent once: what is asked may cost something there. */
  async function post<Data>(path: string, schema: z.ZodType<Data>, body: object): Promise<Data> {
    const envelope = await requester.prepare(`/api/v1${path}`, createEnvelopeSchema(schema), {
      json: body,
    });
    return dataIn(name, envelope, { code: 'input_rejected', retryable: false });
  }

  return {
    async 'list-avatars'() {
      // With `web_type` the list holds the default avatars beside the account's own (a2e-api 5).
      const all = await post('/anchor/list', createListSchema(avatar), { web_type: 'a2e' });
      return all.filter(isShared);
    },
    async 'list-backgrounds'() {
      const all = await post('/custom_back/allBackground', createListSchema(background), {});
      return all.filter(isShared);
    },
    async 'list-voices'({ country, region }) {
      const search = new URLSearchParams({ country, ...(region === undefined ? {} : { region }) });
      const groups = await get(`/anchor/voice_list?${search}`, createListSchema(voiceGroup));
      const voices = createListSchema(voice).parse(groups.flatMap(({ children }) => children));
      return voices.filter(isNobodys).map(({ value: id, ttsRate }) => ({ id, ttsRate }));
    },
    async speak({ voice, text, rate, country, region }) {
      const id =
        'system' in voice ? { tts_id: voice.system } : { user_voice_id: getId(voice.trainedBy) };
      const body = { msg: text, ...id, country, region, speechRate: rate };
      return { url: await post('/video/send_tts', z.string().min(1), body) };
    },
    async watermark(body) {
      const { result_url } = await post('/watermark/start', address, body);
      return { url: result_url };
    },
    'extend-prompt': (body) =>
      post(
        `/userImage2Video/${body.end_image_url === undefined ? '' : 'flf2v_'}prompt_extension`,
        anything,
        { ...body, stream: false },
      ),
    'queue-level': () => get('/userImage2Video/unlimitedQueueLevel', anything),
    'correct-eye-contact': ({ operation }) =>
      post('/userVideoTwin/eyeContact', anything, { _id: getId(operation) }),
    'get-1080p': ({ operation }) =>
      get(`/veoVideo/${encodeURIComponent(getId(operation))}/1080p`, anything),
    async 'list-streaming-avatars'() {
      const all = await get('/streaming-avatar/all_avatars', createListSchema(fields));
      return all.filter(isNobodys);
    },
    'start-streaming': (body) => post('/streaming-avatar/agora-token', streamingToken, body),
    'speak-streaming': (body) => post('/streaming-avatar/direct-speak', anything, body),
    'leave-streaming': (body) => post('/streaming-avatar/leave', anything, body),
  };
}

/** A2E's own id of the work that a task has had done there. */
function getId(operation: Json): string {
  return operationSchema.parse(operation).id;
}

function isShared(item: Readonly<Record<string, Json>>): boolean {
  return SHARED.includes(`${item['type']}`) && isNobodys(item);
}

/** True where nothing says that one account has made it. A2E publishes no form of a streaming avatar. */
function isNobodys(item: Readonly<Record<string, Json>>): boolean {
  return item['type'] !== 'custom' && !item['user_video_twin_id'] && !item['user_id'];
}
