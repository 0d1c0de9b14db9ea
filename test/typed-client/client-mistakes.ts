import { Reelhook } from '../../functions/client/reelhook.ts';

/** Never run: each line below is a mistake that the client's types must catch, or this file does not compile. */
export async function makeMistakes(): Promise<void> {
  const reelhook = new Reelhook({ baseUrl: 'https://api.example.com', token: 'sk_x' });
  const photo = new Blob(['…']);

  await reelhook.start('image-to-video', { image_url: photo, prompt: 'slow push in' });
  // @ts-expect-error there is no such kind
  await reelhook.start('image-to-soup', { image_url: photo });
  // @ts-expect-error image_url is missing
  await reelhook.start('image-to-video', { prompt: 'slow push in' });
  // @ts-expect-error a talking photo's field is none of this kind
  await reelhook.start('image-to-video', { image_url: photo, audio_url: photo });
  // @ts-expect-error no video lasts 7 seconds
  await reelhook.start('image-to-video', { image_url: photo, video_time: 7 });
  // @ts-expect-error a prompt is no file
  await reelhook.start('image-to-video', { image_url: photo, prompt: photo });
  // @ts-expect-error where the outcome is sent is no file
  await reelhook.start('image-to-video', { image_url: photo, webhook_url: photo });

  const video = await reelhook.run('image-to-video', { image_url: photo });
  video.record.video_time?.toFixed();
  // @ts-expect-error that is a field of other kinds
  video.record.audio_url;
  // @ts-expect-error only the words of a talking photo
  await reelhook.result<'talking-photo'>('some-id').then(({ record }) => record.video_time);

  // @ts-expect-error there is no such call
  await reelhook.api.GET('/api/v1/everything');
}
