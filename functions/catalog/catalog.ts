import type { KindDefinition } from './kind-definition.ts';
import { actorSwap } from './kinds/actor-swap.ts';
import { avatarTraining } from './kinds/avatar-training.ts';
import { avatarVideo } from './kinds/avatar-video.ts';
import { captionRemoval } from './kinds/caption-removal.ts';
import { dubbing } from './kinds/dubbing.ts';
import { faceSwap } from './kinds/face-swap.ts';
import { faceSwapPreview } from './kinds/face-swap-preview.ts';
import { flux2 } from './kinds/flux-2.ts';
import { gptImage } from './kinds/gpt-image.ts';
import { grokVideo } from './kinds/grok-video.ts';
import { hailuoVideo } from './kinds/hailuo-video.ts';
import { happyhorseVideo } from './kinds/happyhorse-video.ts';
import { headSwap } from './kinds/head-swap.ts';
import { imageEdit } from './kinds/image-edit.ts';
import { imageToVideo } from './kinds/image-to-video.ts';
import { klingImage } from './kinds/kling-image.ts';
import { klingOmni } from './kinds/kling-omni.ts';
import { klingVideo } from './kinds/kling-video.ts';
import { lipSyncTraining } from './kinds/lip-sync-training.ts';
import { minimaxH3Video } from './kinds/minimax-h3-video.ts';
import { motionTransfer } from './kinds/motion-transfer.ts';
import { nanoBanana } from './kinds/nano-banana.ts';
import { photobook } from './kinds/photobook.ts';
import { productAvatar } from './kinds/product-avatar.ts';
import { qwen2Image } from './kinds/qwen-2-image.ts';
import { seedance2Video } from './kinds/seedance-2-video.ts';
import { seedanceVideo } from './kinds/seedance-video.ts';
import { soraVideo } from './kinds/sora-video.ts';
import { talkingPhoto } from './kinds/talking-photo.ts';
import { talkingVideo } from './kinds/talking-video.ts';
import { textToImage } from './kinds/text-to-image.ts';
import { thinkSound } from './kinds/think-sound.ts';
import { upscale } from './kinds/upscale.ts';
import { veoVideo } from './kinds/veo-video.ts';
import { virtualTryOn } from './kinds/virtual-try-on.ts';
import { voiceClone } from './kinds/voice-clone.ts';
import { wan25 } from './kinds/wan-25.ts';
import { wan26Image } from './kinds/wan-26-image.ts';
import { wan27Image } from './kinds/wan-27-image.ts';
import { wan30 } from './kinds/wan-30.ts';
import { wanSpicy } from './kinds/wan-spicy.ts';

export type {
  KindDefinition,
  KindReference,
  KindRequest,
  Price,
} from './kind-definition.ts';

const catalog = {
  'image-to-video': imageToVideo,
  'actor-swap': actorSwap,
  'avatar-training': avatarTraining,
  'avatar-video': avatarVideo,
  'caption-removal': captionRemoval,
  dubbing: dubbing,
  'face-swap': faceSwap,
  'face-swap-preview': faceSwapPreview,
  'flux-2': flux2,
  'gpt-image': gptImage,
  'grok-video': grokVideo,
  'hailuo-video': hailuoVideo,
  'happyhorse-video': happyhorseVideo,
  'head-swap': headSwap,
  'image-edit': imageEdit,
  'kling-image': klingImage,
  'kling-omni': klingOmni,
  'kling-video': klingVideo,
  'lip-sync-training': lipSyncTraining,
  'minimax-h3-video': minimaxH3Video,
  'motion-transfer': motionTransfer,
  'nano-banana': nanoBanana,
  photobook: photobook,
  'product-avatar': productAvatar,
  'qwen-2-image': qwen2Image,
  'seedance-2-video': seedance2Video,
  'seedance-video': seedanceVideo,
  'sora-video': soraVideo,
  'talking-photo': talkingPhoto,
  'talking-video': talkingVideo,
  'text-to-image': textToImage,
  'think-sound': thinkSound,
  upscale: upscale,
  'veo-video': veoVideo,
  'virtual-try-on': virtualTryOn,
  'voice-clone': voiceClone,
  'wan-25': wan25,
  'wan-26-image': wan26Image,
  'wan-27-image': wan27Image,
  'wan-30': wan30,
  'wan-spicy': wanSpicy,
} satisfies Record<string, KindDefinition>;

/** The names of the task kinds. */
export type TaskKind = keyof typeof catalog;

/** Every kind of task there is. A new kind is one file and one line here. */
export const kinds: Readonly<Record<TaskKind, KindDefinition>> = catalog;

/** Kinds whose records A2E keeps at one path. */
export function isSameFamily(kind: TaskKind, other: TaskKind): boolean {
  return kinds[kind].path === kinds[other].path;
}

/** The names of all kinds. */
export const taskKinds = Object.keys(kinds) as readonly TaskKind[];

/** True for the name of a kind. */
export function isTaskKind(name: string): name is TaskKind {
  return Object.hasOwn(kinds, name);
}
