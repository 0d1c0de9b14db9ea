import { findKind } from '../catalog/catalog.ts';
import type { Task } from './task.ts';

/** A task as A2E's API shows it (a2e-api 2.3), in A2E's order of fields. */
export type TaskRecord = Record<string, unknown>;

/**
 * The record that the API and the webhooks show. `result_url` is empty until the task is completed, and
 * `failed_message` unless it failed: some clients take either as the outcome (a2e-api 1.3).
 */
export function presentTask(task: Task, mediaUrl: string): TaskRecord {
  return {
    _id: task.id,
    name: task.name,
    ...findKind(task.kind)?.present(task.request),
    current_status: task.status,
    process: task.progress,
    coins: task.coins,
    provider: task.provider,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    failed_message: task.failure?.message ?? '',
    failed_code: task.failure?.code ?? '',
    result_url: task.resultKey === undefined ? '' : `${mediaUrl}/${task.resultKey}`,
  };
}
