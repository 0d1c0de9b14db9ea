/**
 * What fields mean that requests and records of many kinds have, by name. The words stand here and not beside the
 * schemas, because the API function carries those.
 */
export const fieldDescriptions: Readonly<Record<string, string>> = {
  // What a request asks for.
  name: 'The name of the task, stored unchanged; optional, defaults to its id.',
  image_url:
    'The photo: a public http or https address, with five redirects at most, or in a start a `data:` URL.',
  video_url:
    'The video: a public http or https address, with five redirects at most, or in a start a `data:` URL.',
  audio_url:
    'The sound: a public http or https address, with five redirects at most, or in a start a `data:` URL.',
  source_url:
    'The file to work on: a public http or https address, with five redirects at most, or in a start a `data:` URL.',
  face_url:
    'A photo of the face: a public http or https address, with five redirects at most, or in a start a `data:` URL.',
  end_image_url: 'The last frame, if `model_type` is `FLF2V`.',
  prompt: 'What should happen, in words.',
  negative_prompt: 'What should not happen. The misspelling `negative_prmpt` is accepted too.',
  model_type: '`GENERAL`, or `FLF2V` for a first and a last frame.',
  provider: 'The provider, by a name that `GET /api/v1/providers` lists.',
  model_version: 'The model, by a name that `GET /api/v1/providers` lists.',
  video_time:
    'The length of the video, in seconds. The deprecated `video_length`, in frames, is accepted too.',
  duration: 'The length of the result, in seconds.',
  product_rect: 'An object, an array or a text: A2E has not published its form.',
  aspect_ratio:
    'The shape of the result as width:height, such as `16:9`; optional, defaults to that of the photo, which is cropped otherwise. `aspectRatio` is accepted too.',
  number_of_images: 'How many results to make at once; each is a separate task and is charged.',
  extend_prompt: 'Whether the provider may enrich the prompt.',
  skip_face_enhance: 'Whether to skip face enhancement.',
  minor_suspected_skip:
    'Confirms that a person who looks young is not a minor; set it after an error that asks for it.',
  lora: 'A preset of the provider.',
  width: 'In pixels.',
  height: 'In pixels.',
  webhook_url: 'Where the outcome of this task is sent, signed; see Webhooks.',
  webhook_token: 'Sent back in the header `X-A2e-Webhook-Token`; printable ASCII.',
  // What pages and logs are asked with.
  pageNum: 'The page, from 1 on.',
  pageSize: 'How many records a page has.',
  current: 'The page, from 1 on.',
  limit: 'How many rows a page has.',
  after: 'Where to continue: a time (ISO 8601, UTC), or `next` of an earlier response.',
  before: 'Where to continue: a time (ISO 8601, UTC), or `next` of an earlier response.',
  since: 'A time (ISO 8601, UTC), or `next` of an earlier response.',
  task: "A task's id.",
  ids: 'The ids of tasks.',
  _id: 'The id, 24 hexadecimal characters.',
  // What endpoints have.
  events: 'Types of events, or `task.*` for all of tasks.',
  kinds: 'Kinds of tasks; an empty list means all.',
  metadata: 'Your own labels.',
  enabled: 'Whether events are sent.',
  changeover: '`after-24-hours`: the old secret signs beside the new one for a day.',
  // Accounts.
  username: "A sub-user's name.",
  diamonds: 'How many to buy.',
  coins: 'How many go to the sub-user.',
  is_consumption: '`true` for consumption only, `false` for grants and refunds only.',
  startDate: 'A day or a time (ISO 8601), inclusive.',
  endDate: 'A day or a time (ISO 8601), inclusive.',
  endpoint: 'The path of a start, such as `/api/v1/userImage2Video/start`.',
  requestBody: 'The body that the endpoint would be sent.',
  // Speech.
  msg: 'The text: `send_tts` takes up to 1,000 Unicode characters, `lang_classify` 3,000.',
  tts_id: 'A voice of `GET /api/v1/anchor/voice_list`.',
  user_voice_id: 'A voice that you trained, instead of `tts_id`.',
  country: 'A language, such as `en`.',
  region: 'Where its accent is spoken, such as `US`.',
  voice_map_type: 'Both as a locale, such as `en-US`; used if neither is given.',
  speechRate: 'The speed: 1 is normal, 0.5 half, 2 double.',
  lang: 'The language of the labels, such as `en` or `zh-CN`.',
  // Uploads.
  key: 'The name of the file, such as `photo.jpg`.',
  contentType: 'The media type that the PUT must have; optional, by default any is taken.',
  expiresIn: 'Seconds until it expires. An upload URL expires after an hour at most.',
  fileSize: 'In bytes; a file of another size is rejected.',
  contentLength: '`fileSize`, as other clients spell it.',
};
