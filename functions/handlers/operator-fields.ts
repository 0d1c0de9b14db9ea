import * as z from 'zod';

const limit = z.int().min(1).max(10_000_000).optional();

/** An amount of coins, or of diamonds. */
export const amount = z.int().min(0).max(1_000_000_000).default(0);

/** What one account may do. */
export const accountLimits = z.strictObject({ openTasks: limit, tasksPerDay: limit });
