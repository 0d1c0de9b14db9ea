import { Reelhook } from 'reelhook/client';

const reelhook = new Reelhook({ baseUrl: 'http://localhost:8787', token: 'sk_x' });
const video = await reelhook.run('image-to-video', { image_url: new Blob(['x']) });
const url: string = video.result_url;
// @ts-expect-error that is another kind's field
await reelhook.run('image-to-video', { image_url: url, audio_url: url });
