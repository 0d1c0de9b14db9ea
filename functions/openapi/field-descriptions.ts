/**
 * What fields mean that requests and records of many kinds have, by name. The words stand here and not beside the
 * schemas, because the API function carries those.
 */
export const fieldDescriptions: Readonly<Record<string, string>> = {
  // What a request asks for.
  name: 'What you call the task; its id where it is left out. Stored and shown unchanged.',
  image_url: 'The photo: a public http or https address, without redirects.',
  video_url: 'The video: a public http or https address, without redirects.',
  audio_url: 'The sound: a public http or https address, without redirects.',
  source_url: 'The file to work on: a public http or https address, without redirects.',
  face_url: 'A photo of the face: a public http or https address, without redirects.',
  end_image_url: 'The last frame, where `model_type` is `FLF2V`.',
  prompt: 'What shall happen, in words.',
  negative_prompt: 'What shall not. The misspelling `negative_prmpt` is taken too.',
  model_type: '`GENERAL`, or `FLF2V` for a first and a last frame.',
  provider: 'Who shall do the work, by a name that `GET /api/v1/providers` lists.',
  model_version: 'The model, by a name that `GET /api/v1/providers` lists.',
  video_time:
    'How long the video shall be, in seconds. The deprecated `video_length`, in frames, is taken too.',
  duration: 'How long the result shall be, in seconds.',
  number_of_images: 'How many results to make at once; each is a task of its own, and is paid for.',
  extend_prompt: 'Whether the provider may enrich the prompt.',
  skip_face_enhance: 'Whether faces are left as they come.',
  minor_suspected_skip: 'That a person who looks young is no minor; asked for by a refusal.',
  lora: 'A preset, where the provider has one.',
  width: 'In pixels.',
  height: 'In pixels.',
  webhook_url: 'Where the outcome of this task is sent, signed; see Webhooks.',
  webhook_token: 'Sent back in the header `X-A2e-Webhook-Token`; printable ASCII.',
  // What pages and logs are asked with.
  pageNum: 'The page, from 1 on.',
  pageSize: 'How many records a page has.',
  current: 'The page, from 1 on.',
  limit: 'How many rows a page has.',
  after: 'Where to go on: a time (ISO 8601, UTC), or what an earlier answer called `next`.',
  before: 'Where to go on: a time (ISO 8601, UTC), or what an earlier answer called `next`.',
  since: 'A time (ISO 8601, UTC), or what an earlier answer called `next`.',
  task: "A task's id.",
  ids: 'The ids of tasks.',
  _id: 'The id, 24 hexadecimal characters.',
  // What endpoints have.
  events: 'Types of events, or `task.*` for all of tasks.',
  kinds: 'Kinds of tasks; all of them where the list is empty.',
  metadata: 'Labels of your own.',
  enabled: 'Whether events are sent.',
  changeover: '`after-24-hours`: the old secret signs beside the new one for a day.',
  // Accounts.
  username: "A sub-user's name.",
  diamonds: 'How many to make.',
  coins: 'How many go to the sub-user.',
  is_consumption: '`true` for what was spent only, `false` for what came.',
  startDate: 'A day or a time (ISO 8601), inclusive.',
  endDate: 'A day or a time (ISO 8601), inclusive.',
  endpoint: 'The path of a start, such as `/api/v1/userImage2Video/start`.',
  requestBody: 'What the endpoint would take as its body.',
  // Uploads.
  key: 'The name of the file, such as `photo.jpg`.',
  contentType: "The file's media type; told from its name where it is left out.",
  expiresIn: 'In seconds: how long it works. An upload address works for an hour at most.',
  fileSize: 'In bytes; a file of another size is then refused.',
  contentLength: '`fileSize`, as other clients spell it.',
};
