import * as z from 'zod';
import type { Json } from './operation.ts';

/** What a provider answers at once, beside the work that it does in tasks. The list is closed. */
export interface QueryTypes {
  /** The avatars that everyone with an account has; never those that an account has had trained. */
  'list-avatars': { request: Nothing; answer: SystemAvatar[] };
  /** The backgrounds that everyone with an account has. */
  'list-backgrounds': { request: Nothing; answer: SystemBackground[] };
  /** The voices that everyone with an account has; never those that an account has had trained. */
  'list-voices': { request: VoiceListRequest; answer: SystemVoice[] };
  /** A text, in a voice of everyone's or one that a task of this provider's has trained. */
  speak: { request: SpeakRequest; answer: AnsweredFile };
  /** What the service does to watermarks, with fields that nobody has published. */
  watermark: { request: Readonly<Record<string, string | number | boolean>>; answer: AnsweredFile };
  /** A prompt in the words that suit the model. */
  'extend-prompt': { request: ExtendPromptRequest; answer: Json };
  /** How long the line of the account's flat rate is; the form is the service's own. */
  'queue-level': { request: Nothing; answer: Json };
  /** Better eye contact for an avatar that a task of this provider's has trained. */
  'correct-eye-contact': { request: { readonly operation: Json }; answer: Json };
  /** The 1080p version of a video that a task of this provider's has made; the form is the service's own. */
  'get-1080p': { request: { readonly operation: Json }; answer: Json };
  /** The avatars that can be spoken with. */
  'list-streaming-avatars': { request: Nothing; answer: Record<string, Json>[] };
  /** Lets a person in to a talk with an avatar. */
  'start-streaming': { request: StartStreamingRequest; answer: StreamingToken };
  /** Has the avatar of a talk say a text. */
  'speak-streaming': { request: SpeakStreamingRequest; answer: Json };
  /** Ends a talk. */
  'leave-streaming': { request: LeaveStreamingRequest; answer: Json };
}

export type QueryName = keyof QueryTypes;
export type QueryRequest<Name extends QueryName> = QueryTypes[Name]['request'];
export type QueryAnswer<Name extends QueryName> = QueryTypes[Name]['answer'];

/** How a provider answers, by query. Each answers within its time limit or throws ProviderError. */
export type QueryHandlers = {
  readonly [Name in QueryName]: (request: QueryRequest<Name>) => Promise<QueryAnswer<Name>>;
};

type Nothing = Record<string, never>;

/** An avatar as A2E lists it (a2e-api 5). */
export interface SystemAvatar {
  /** The `anchor_id` of an avatar video. */
  readonly _id: string;
  readonly [field: string]: Json;
}

/** A background as A2E lists it (a2e-api 7). */
export interface SystemBackground {
  /** The `back_id` of an avatar video. */
  readonly _id: string;
  readonly img_url: string;
  readonly [field: string]: Json;
}

/** A file at the provider's, which it keeps for a while. */
export interface AnsweredFile {
  readonly url: string;
}

/** A language and a region where it is spoken, such as `en` and `US`. */
export interface VoiceListRequest {
  readonly country: string;
  readonly region?: string | undefined;
}

/** A voice of everyone's. */
export type SystemVoice = {
  readonly id: string;
  /** Coins for ten seconds of speech; null if the provider does not tell. */
  readonly ttsRate: number | null;
};

export interface SpeakRequest {
  /** The id of a voice of everyone's, or the operation of the task that trained the voice. */
  readonly voice: { readonly system: string } | { readonly trainedBy: Json };
  readonly text: string;
  /** From 0.5 to 2. */
  readonly rate: number;
  /** The language and its region, such as `en` and `US`. */
  readonly country: string;
  readonly region?: string | undefined;
}

export interface ExtendPromptRequest {
  readonly image_url: string;
  /** The last frame, where the video is to end in another picture. */
  readonly end_image_url?: string | undefined;
  readonly prompt: string;
  readonly negative_prompt: string;
  readonly reference_id: string;
  readonly lang?: string | undefined;
  /** In characters. */
  readonly max_length?: number | undefined;
  readonly template?: string | undefined;
  readonly shot_count?: number | undefined;
  readonly with_audio?: boolean | undefined;
}

export interface StartStreamingRequest {
  readonly avatar_id: string;
  readonly expire_seconds: number;
}

/** What a client of Agora enters the talk with (a2e-api 11). */
export interface StreamingToken {
  readonly channel: string;
  readonly [field: string]: Json;
}

export interface SpeakStreamingRequest {
  readonly channel: string;
  readonly text: string;
  readonly lang?: string | undefined;
}

export interface LeaveStreamingRequest {
  readonly channel: string;
  readonly uid?: string | number | undefined;
}

const json: z.ZodType<Json> = z.json();
const nothing: z.ZodType<Nothing> = z.record(z.string(), z.never());
const file = z.object({ url: z.string() });

/** How queries and answers are read where they come from another function. */
export const querySchemas: {
  readonly [Name in QueryName]: {
    readonly request: z.ZodType<QueryRequest<Name>>;
    readonly answer: z.ZodType<QueryAnswer<Name>>;
  };
} = {
  'list-avatars': {
    request: nothing,
    answer: z.array(z.object({ _id: z.string() }).catchall(json)),
  },
  'list-backgrounds': {
    request: nothing,
    answer: z.array(z.object({ _id: z.string(), img_url: z.string() }).catchall(json)),
  },
  'list-voices': {
    request: z.object({ country: z.string(), region: z.string().optional() }),
    answer: z.array(z.object({ id: z.string(), ttsRate: z.number().nullable() })),
  },
  speak: {
    request: z.object({
      voice: z.union([z.object({ system: z.string() }), z.object({ trainedBy: json })]),
      text: z.string(),
      rate: z.number(),
      country: z.string(),
      region: z.string().optional(),
    }),
    answer: file,
  },
  watermark: {
    request: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    answer: file,
  },
  'extend-prompt': {
    request: z.object({
      image_url: z.string(),
      end_image_url: z.string().optional(),
      prompt: z.string(),
      negative_prompt: z.string(),
      reference_id: z.string(),
      lang: z.string().optional(),
      max_length: z.number().optional(),
      template: z.string().optional(),
      shot_count: z.number().optional(),
      with_audio: z.boolean().optional(),
    }),
    answer: json,
  },
  'queue-level': { request: nothing, answer: json },
  'correct-eye-contact': { request: z.object({ operation: json }), answer: json },
  'get-1080p': { request: z.object({ operation: json }), answer: json },
  'list-streaming-avatars': { request: nothing, answer: z.array(z.record(z.string(), json)) },
  'start-streaming': {
    request: z.object({ avatar_id: z.string(), expire_seconds: z.number() }),
    answer: z.object({ channel: z.string() }).catchall(json),
  },
  'speak-streaming': {
    request: z.object({ channel: z.string(), text: z.string(), lang: z.string().optional() }),
    answer: json,
  },
  'leave-streaming': {
    request: z.object({
      channel: z.string(),
      uid: z.union([z.string(), z.number()]).optional(),
    }),
    answer: json,
  },
};

/** True for the name of a query. */
export function isQueryName(name: string): name is QueryName {
  return Object.hasOwn(querySchemas, name);
}
