import { describe, expect, it } from 'vitest';
import { talkingPhoto } from '../../../../../functions/catalog/kinds/talking-photo.ts';
import { getEmbeddedKind } from '../../../../../functions/providers/embedded/embedded-kinds.ts';
import { getInputs } from '../../../../../functions/rendering/render-inputs.ts';
import { renderJobSchema } from '../../../../../functions/rendering/render-job.ts';

const taskId = '67d2a1f0c3b4e5d6f7a8b9c0';
const kind = getEmbeddedKind('talking-photo');

function requestOf(fields: Record<string, unknown> = {}) {
  return talkingPhoto.request.parse({
    name: 'hello',
    image_url: 'https://photos.example/a.jpg',
    prompt: 'She speaks',
    negative_prompt: 'blurry',
    ...fields,
  });
}

function jobOf(fields?: Record<string, unknown>) {
  return kind.createJob({ taskId, kind: 'talking-photo', request: requestOf(fields), variant: 1 });
}

describe('the work of a talking photo', () => {
  it('takes photo and audio, and may be as long as any audio', () => {
    const job = jobOf({ audio_url: 'https://sounds.example/a.mp3', duration: 5 });
    expect(job).toEqual({
      work: 'talking-photo',
      renderId: taskId,
      imageUrl: 'https://photos.example/a.jpg',
      audioUrl: 'https://sounds.example/a.mp3',
      prompt: 'She speaks',
      negativePrompt: 'blurry',
      seconds: 60,
      variant: 1,
    });
    expect(renderJobSchema.parse(JSON.parse(JSON.stringify(job)))).toEqual(job);
    expect(getInputs(job)).toEqual([
      { url: 'https://photos.example/a.jpg', role: 'image', file: 'image' },
      { url: 'https://sounds.example/a.mp3', role: 'audio', file: 'audio' },
    ]);
  });

  it('is as long as asked for where there is no audio', () => {
    const job = jobOf({ duration: 7 });
    expect(job.seconds).toBe(7);
    expect(getInputs(job)).toHaveLength(1);
    expect(jobOf().seconds).toBe(3);
  });

  it('expects longer work of more seconds, and of audio', () => {
    const short = kind.expectedSeconds(requestOf({ duration: 1 }));
    const long = kind.expectedSeconds(requestOf({ duration: 10 }));
    const spoken = kind.expectedSeconds(requestOf({ audio_url: 'https://sounds.example/a.mp3' }));
    expect(short).toBeLessThan(long);
    expect(long).toBeLessThan(spoken);
  });

  it('refuses a model that is not here', () => {
    expect(kind.refusals(requestOf())).toEqual([]);
    expect(kind.refusals(requestOf({ model_version: 'a2e' }))).toEqual([]);
    expect(kind.refusals(requestOf({ model_version: 'veo' }))).toMatchObject([
      { field: 'model_version' },
    ]);
  });
});
