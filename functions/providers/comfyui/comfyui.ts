import * as z from 'zod';
import type { AdapterDefinition } from '../adapter.ts';
import { workflowModel, workflowSchema } from './workflow.ts';

const workflowSettings = z.object({
  name: z.string().min(1),
  workflow: workflowSchema,
  /** The lengths of video that it makes, in seconds. */
  seconds: z.array(z.int().positive()).min(1).default([5]),
  /** How long five seconds of video take, in seconds. */
  expectedSeconds: z.number().positive().default(180),
});

export const comfyuiSettings = z.object({
  baseUrl: z.url('is missing: the address of the ComfyUI server'),
  /** Sent with every request, for a proxy in front of it, such as `Bearer ...`. */
  authorization: z.string().min(1).optional(),
  workflows: z.tuple([workflowSettings], workflowSettings, 'is missing: one workflow at least'),
});

/** The operator's own ComfyUI; its models are the operator's workflows. */
export const comfyui: AdapterDefinition = {
  type: 'comfyui',
  describe(settings) {
    const [first, ...others] = comfyuiSettings.parse(settings).workflows;
    return {
      startsOncePerTask: false,
      models: [
        workflowModel(first.name, first.workflow, first),
        ...others.map((one) => workflowModel(one.name, one.workflow, one)),
      ],
      pictures: 'bytes',
    };
  },
};
