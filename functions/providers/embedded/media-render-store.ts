import { mediaFolders } from '../../contract.ts';
import type { MediaStore } from '../../media/media-store.ts';
import { renderStatusSchema } from '../../rendering/render-status.ts';
import type { RenderStore } from '../../rendering/render-store.ts';

/** Keeps renders in the media bucket, in a folder each: `status.json`, `canceled`, `video.mp4`, `poster.jpg`, `preview.mp4`. */
export function createRenderStore(media: MediaStore): RenderStore {
  const key = (renderId: string, name: string) => `${mediaFolders.renders}${renderId}/${name}`;
  return {
    async readStatus(renderId) {
      const stored = await media.get(key(renderId, 'status.json'));
      return stored && renderStatusSchema.parse(JSON.parse(Buffer.from(stored.bytes).toString()));
    },
    async writeStatus(renderId, status) {
      const bytes = Buffer.from(JSON.stringify(status));
      await media.put(key(renderId, 'status.json'), bytes, 'application/json');
    },
    async isCanceled(renderId) {
      return (await media.size(key(renderId, 'canceled'))) !== undefined;
    },
    async markCanceled(renderId) {
      await media.put(key(renderId, 'canceled'), Buffer.from('canceled'), 'text/plain');
    },
    async putFile(renderId, name, path) {
      const stored = key(renderId, name);
      await media.putFile(stored, path, name.endsWith('.jpg') ? 'image/jpeg' : 'video/mp4');
      return stored;
    },
  };
}
