import * as z from 'zod';
import { moment } from './answers.ts';

const coins = z.number().min(0).describe('What can be spent, without what running tasks hold.');

export const balance = z.object({ coins, diamonds: z.number().min(0) });

export const historyRow = z.object({
  _id: z.string(),
  coins: z
    .number()
    .describe('Positive is a grant or a refund, negative is consumption; in `currency`.'),
  currency: z.enum(['coins', 'diamonds']),
  reason: z.enum(['grant', 'charge', 'refund', 'exchange', 'transfer']),
  kind: z.string().optional().describe('The kind of the task.'),
  task_id: z.string().optional(),
  user: z.string().optional().describe('The other account of a transfer.'),
  createdAt: moment,
});

export const subUser = z.object({
  _id: z.string().describe("The account's id."),
  username: z.string(),
  coins,
  diamonds: z.number().min(0),
  status: z.enum(['active', 'disabled']),
  createdAt: moment,
});

export const exampleSubUser = {
  _id: 'local.ada',
  username: 'ada',
  coins: 500,
  diamonds: 0,
  status: 'active',
  createdAt: '2026-11-23T09:00:00.000Z',
};

export const secretToken = z.string().describe('Shown here and never again.');

/** The sums of a day (UTC) and a kind. */
export const usageRow = z.object({
  date: z.iso.date(),
  kind: z.string().describe('Of the tasks, or of another paid call, such as `speech`.'),
  tasks: z.number(),
  completed: z.number(),
  failed: z.number(),
  coins: z.number(),
  diamonds: z.number(),
});
