import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSeed,
  fillWorkflow,
  workflowModel,
} from '../../../../../functions/providers/comfyui/workflow.ts';
import { comfyuiWorkflow } from '../../../../fakes/providers/comfyui-workflow.ts';

const limits = { seconds: [5], expectedSeconds: 60 };
const values = {
  image: 'task-first.png',
  end_image: '',
  prompt: 'it takes off',
  negative_prompt: 'birds',
  seconds: 5,
  seed: 42,
};

describe('a ComfyUI workflow', () => {
  it('is filled where its placeholders are, with numbers where numbers belong', () => {
    expect(fillWorkflow(comfyuiWorkflow, values)).toMatchObject({
      '1': { inputs: { image: 'task-first.png' } },
      '2': { inputs: { text: 'a film of it takes off', clip: ['4', 0] } },
      '5': { inputs: { width: 832, length: 81, start_image: ['1', 0] } },
      '6': { inputs: { seed: 42, steps: 20 } },
    });
  });

  it('leaves a prompt as it is, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const prompt = `${words}{{seed}}$&\\"`;
        const workflow = { '1': { class_type: 'Text', inputs: { text: '{{prompt}}' } } };
        const filled = fillWorkflow(workflow, { ...values, prompt });
        expect(filled).toEqual({ '1': { class_type: 'Text', inputs: { text: prompt } } });
        const around = { '1': { class_type: 'Text', inputs: { text: 'a {{prompt}} b' } } };
        expect(fillWorkflow(around, { ...values, prompt })).toEqual({
          '1': { class_type: 'Text', inputs: { text: `a ${prompt} b` } },
        });
      }),
    );
  });

  it('tells by its placeholders what it takes', () => {
    const model = workflowModel('wan', comfyuiWorkflow, limits);
    expect(model.input).toEqual({
      image_url: 'image',
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      video_time: 'seconds',
    });
    expect(model.limits).toEqual({ video_time: { oneOf: [5], atMostLonger: 1 } });
  });

  it('is refused without a picture, or with a placeholder that means nothing', () => {
    const text = (words: string) => ({ '1': { class_type: 'T', inputs: { text: words } } });
    expect(() => workflowModel('wan', text('{{prompt}}'), limits)).toThrow('{{image}}');
    expect(() => workflowModel('wan', text('{{image}} {{sead}}'), limits)).toThrow('{{sead}}');
  });

  it('gets one seed for a copy of a task, and others for the other copies', () => {
    expect(createSeed('task', 0)).toBe(createSeed('task', 0));
    expect(new Set([0, 1, 2, 3].map((copy) => createSeed('task', copy))).size).toBe(4);
    expect(Number.isSafeInteger(createSeed('task', 0))).toBe(true);
  });
});
