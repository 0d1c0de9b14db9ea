/** How a public client of A2E uses one family: what it sends, and where it looks for what came of it (a2e-api). */
export interface ClientFlow {
  readonly client: string;
  readonly start: string;
  readonly body: object;
  /** The call that is asked again and again; `{id}` stands for the task's id. */
  readonly poll: readonly [method: 'GET' | 'POST', path: string, body?: object];
  /** Where the client finds the address of what was made. */
  readonly result: string;
  /** The fields of the body that are not known here, which the answer names. */
  readonly unknown?: readonly string[];
}

const photo = 'https://cdn.example.com/me.jpg';
const clip = 'https://cdn.example.com/clip.mp4';
const sound = 'https://cdn.example.com/talk.mp3';
/** What clients that were made after the oldest documents send: the misspelling, and numbers as texts. */
const oldClip = { prompt: 'she smiles', negative_prmpt: 'blurry', video_time: '10' };

export const clientFlows: readonly ClientFlow[] = [
  {
    client: 'looks for its name in the list of all clips',
    start: '/userImage2Video/start',
    body: { name: 'reel', image_url: photo, ...oldClip, extend_prompt: false, resolution: '720p' },
    poll: ['GET', '/userImage2Video/allRecords'],
    result: 'result_url',
    unknown: ['resolution'],
  },
  {
    client: 'says how long in `duration`, and in which shape',
    start: '/userImage2Video/start',
    body: { image_url: photo, prompt: 'rain', aspectRatio: '9:16', duration: '5' },
    poll: ['GET', '/userImage2Video/{id}'],
    result: 'result_url',
  },
  {
    client: 'has a first and a last picture, and falls back to the undocumented path',
    start: '/userImage2Video/start',
    body: { image_url: photo, end_image_url: photo, model_type: 'FLF2V', prompt: 'turn' },
    poll: ['GET', '/userImage2Video/detail/{id}'],
    result: 'result_url',
  },
  {
    client: 'makes a picture first',
    start: '/userText2Image/start',
    body: { name: 'p', prompt: 'a lighthouse', req_key: 'high_aes', width: 768, height: 1024 },
    poll: ['GET', '/userText2Image/{id}'],
    result: 'image_urls.0',
  },
  {
    client: 'edits pictures',
    start: '/userNanoBanana/start',
    body: { name: 'n', prompt: 'add a hat', input_images: [photo], model: 'nano-banana-2' },
    poll: ['GET', '/userNanoBanana/detail/{id}'],
    result: 'image_urls.0',
  },
  {
    client: 'makes an avatar of a photo, with the version that its author thought the latest',
    start: '/userVideoTwin/startTraining',
    body: { name: 'me', gender: 'female', image_url: photo, model_version: '4.5' },
    poll: ['GET', '/userVideoTwin/records?pageNum=1&pageSize=10&status=completed'],
    result: 'anchor_id',
  },
  {
    client: 'trains a voice',
    start: '/userVoice/training',
    body: { name: 'v', voice_urls: [sound], gender: 'male', language: 'en', denoise: true },
    poll: ['GET', '/userVoice/completedRecord'],
    result: 'speaker_id',
  },
  {
    client: 'swaps a face',
    start: '/userFaceSwapTask/add',
    body: { name: 'f', face_url: photo, video_url: clip },
    poll: ['GET', '/userFaceSwapTask/records?pageNum=1&pageSize=10'],
    result: 'result_url',
  },
  {
    client: 'dubs without knowing the language',
    start: '/userDubbing/startDubbing',
    body: { name: 'd', source_url: clip, source_lang: 'auto', target_lang: 'es', num_speakers: 1 },
    poll: ['GET', '/userDubbing/allRecords?pageNum=1&pageSize=10'],
    result: 'result_url',
  },
  {
    client: 'removes captions',
    start: '/userCaptionRemoval/start',
    body: { name: 'c', source_url: clip },
    poll: ['POST', '/userCaptionRemoval/batchDetail', { ids: ['{id}'] }],
    result: 'result_url',
  },
  {
    client: 'lets a photo talk',
    start: '/talkingPhoto/start',
    body: {
      ...{ name: 't', image_url: photo, audio_url: sound, duration: 3 },
      ...{ prompt: 'she talks', negative_prompt: '' },
    },
    poll: ['GET', '/talkingPhoto/{id}'],
    result: 'result_url',
  },
  {
    client: 'pages as the newer families do',
    start: '/userGptImage/start',
    body: { name: 'g', prompt: 'a poster' },
    poll: ['GET', '/userGptImage/list?page=1&page_size=20'],
    result: 'image_urls.0',
  },
  {
    client: 'dresses a person',
    start: '/userImageEdit/start',
    body: { edit_type: 'clothing', image_urls: [photo, photo] },
    poll: ['GET', '/userImageEdit/{id}'],
    result: 'image_urls.0',
  },
  {
    client: 'says all that is required of it',
    start: '/userWanSpicy/start',
    body: { prompt: 'dance', image_url: photo, resolution: '720p', duration: 5 },
    poll: ['GET', '/userWanSpicy/{id}'],
    result: 'result_url',
  },
  {
    client: 'spells its pictures as one family does',
    start: '/veoVideo/start',
    body: { prompt: 'waves', imageUrls: [photo] },
    poll: ['GET', '/veoVideo/{id}'],
    result: 'result_url',
  },
];
