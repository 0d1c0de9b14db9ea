import { describe, expect, it } from 'vitest';
import { captionRemoval } from '../../../../../functions/catalog/kinds/caption-removal.ts';
import { getEmbeddedKind } from '../../../../../functions/providers/embedded/embedded-kinds.ts';
import { getInputs } from '../../../../../functions/rendering/render-inputs.ts';
import { renderJobSchema } from '../../../../../functions/rendering/render-job.ts';

const taskId = '67d2a1f0c3b4e5d6f7a8b9c0';
const kind = getEmbeddedKind('caption-removal');

function requestOf(fields: Record<string, unknown> = {}) {
  return captionRemoval.request.parse({
    name: 'clean',
    source_url: 'https://videos.example/a.mp4',
    ...fields,
  });
}

describe('the work of caption removal', () => {
  it('takes the video, and the region where one is given', () => {
    const region = { x: 0, y: 0.8, width: 1, height: 0.2 };
    const request = requestOf({ region });
    const job = kind.createJob({ taskId, kind: 'caption-removal', request, variant: 0 });
    expect(job).toEqual({
      work: 'caption-removal',
      renderId: taskId,
      sourceUrl: 'https://videos.example/a.mp4',
      region,
      seconds: 60,
    });
    expect(renderJobSchema.parse(JSON.parse(JSON.stringify(job)))).toEqual(job);
    expect(getInputs(job)).toEqual([
      { url: 'https://videos.example/a.mp4', role: 'video', file: 'source' },
    ]);
  });

  it('looks for the captions itself where no region is given', () => {
    const job = kind.createJob({
      taskId,
      kind: 'caption-removal',
      request: requestOf(),
      variant: 0,
    });
    expect(job).not.toHaveProperty('region.x');
  });

  it('has one version only', () => {
    expect(kind.refusals(requestOf())).toEqual([]);
    expect(kind.refusals(requestOf({ model_version: 'a2e' }))).toEqual([]);
    expect(kind.refusals(requestOf({ model_version: 'other' }))).toEqual([
      { field: 'model_version', message: expect.stringContaining('one version only') },
    ]);
  });
});
