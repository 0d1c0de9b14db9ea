import { describe, expect, it } from 'vitest';
import {
  getVideo,
  historySchema,
  historyStatus,
} from '../../../../../functions/providers/comfyui/history.ts';

function entryOf(outputs: unknown, status: unknown = { status_str: 'success' }) {
  const entry = historySchema.parse({ id: { outputs, status } })['id'];
  if (!entry) throw new Error('There is no entry.');
  return entry;
}

describe('the history of ComfyUI', () => {
  it('has the video under whatever name the node reports it', () => {
    const file = { filename: 'clip.mp4', subfolder: '', type: 'output' };
    for (const name of ['images', 'gifs', 'videos', 'video']) {
      expect(getVideo(entryOf({ '9': { [name]: [file] } }))).toEqual(file);
    }
  });

  it('prefers the saved video to the preview, and a video to a picture', () => {
    const entry = entryOf({
      '7': { images: [{ filename: 'frame.png', type: 'output' }] },
      '8': { gifs: [{ filename: 'preview.webm', type: 'temp' }] },
      '9': { gifs: [{ filename: 'clip.webm', type: 'output' }], text: ['done'] },
    });
    expect(getVideo(entry)?.filename).toBe('clip.webm');
  });

  it('says which node failed, and why', () => {
    const details = { node_type: 'KSampler', exception_message: 'CUDA out of memory\n' };
    const status = { status_str: 'error', messages: [['execution_error', details]] };
    expect(historyStatus(entryOf({}, status))).toEqual({
      state: 'failed',
      code: 'provider_failed',
      message: 'The workflow failed in KSampler: CUDA out of memory',
    });
  });

  it('fails work that ends without a video', () => {
    const status = historyStatus(entryOf({ '7': { images: [{ filename: 'frame.png' }] } }));
    expect(status).toMatchObject({ state: 'failed', message: expect.stringContaining('MP4') });
  });
});
