/** A workflow in ComfyUI's API format, with the placeholders of docs/providers.md. */
export const comfyuiWorkflow = {
  '1': { class_type: 'LoadImage', inputs: { image: '{{image}}' } },
  '2': { class_type: 'CLIPTextEncode', inputs: { text: 'a film of {{prompt}}', clip: ['4', 0] } },
  '3': { class_type: 'CLIPTextEncode', inputs: { text: '{{negative_prompt}}', clip: ['4', 0] } },
  '5': {
    class_type: 'WanImageToVideo',
    inputs: { width: 832, length: '{{frames:16}}', start_image: ['1', 0] },
  },
  '6': { class_type: 'KSampler', inputs: { seed: '{{seed}}', steps: 20 } },
  '9': { class_type: 'SaveVideo', inputs: { filename_prefix: 'clip' } },
};
