import type {
  SharedV4Warning,
  Experimental_VideoModelV4CallOptions as VideoCall,
  Experimental_VideoModelV4File as VideoFile,
} from '@ai-sdk/provider';

/** What the AI SDK knows and no kind takes under its own name: providerOptions can. */
const unsupported = ['aspectRatio', 'resolution', 'fps', 'seed', 'generateAudio'] as const;

export interface CreatedInput {
  /** The fields of a start; files are not uploaded yet. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly warnings: SharedV4Warning[];
}

/** A call of the AI SDK as the fields of a start. `providerOptions.reelhook` holds fields of the kind's own. */
export function createInput(call: VideoCall & { readonly webhookUrl?: string }): CreatedInput {
  const { prompt, duration, n, webhookUrl, providerOptions, inputReferences } = call;
  const frame = (type: string) =>
    call.frameImages?.find(({ frameType }) => frameType === type)?.image;
  const first = call.image ?? frame('first_frame');
  const last = frame('last_frame');
  const input = {
    ...(prompt === undefined ? {} : { prompt }),
    ...(first ? { image_url: toFile(first) } : {}),
    ...(last ? { end_image_url: toFile(last), model_type: 'FLF2V' } : {}),
    ...(inputReferences?.length ? { image_urls: inputReferences.map(toFile) } : {}),
    ...(duration === undefined ? {} : { video_time: duration }),
    ...(n > 1 ? { number_of_images: n } : {}),
    ...(webhookUrl === undefined ? {} : { webhook_url: webhookUrl }),
    ...providerOptions['reelhook'],
  };
  const details = 'Give a field of the kind in providerOptions.reelhook instead.';
  const warnings = unsupported
    .filter((feature) => call[feature] !== undefined)
    .map((feature) => ({ type: 'unsupported' as const, feature, details }));
  return { input, warnings };
}

function toFile(file: VideoFile): string | Blob {
  if (file.type === 'url') return file.url;
  const { data, mediaType } = file;
  const bytes = typeof data === 'string' ? Uint8Array.from(atob(data), toCode) : data;
  return new Blob([new Uint8Array(bytes)], { type: mediaType });
}

const toCode = (character: string) => character.charCodeAt(0);
