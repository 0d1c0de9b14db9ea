import type { LogEntry } from '../../log.ts';

/** Keys of structured log lines that repeat what a local log line already says, or help nobody here. */
const omitted = new Set([
  'level',
  'message',
  'msg',
  'time',
  'timestamp',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'requestId',
  'execution',
  'sampling_rate',
  'xray_trace_id',
]);

/** One line of a function's output for people: structured (JSON) lines become `message key=value …`. */
export function readableLine(line: string): Pick<LogEntry, 'level' | 'message'> {
  const fields = parseFields(line);
  if (fields === undefined) return { level: 'info', message: line };
  const text = fields['message'] ?? fields['msg'] ?? '';
  const rest = Object.entries(fields)
    .filter(([key, value]) => !omitted.has(key) && value !== undefined && value !== null)
    .map(([key, value]) => `${key}=${asText(value)}`);
  return { level: parseLevel(fields['level']), message: [asText(text), ...rest].join(' ').trim() };
}

function parseFields(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseLevel(level: unknown): LogEntry['level'] {
  const name = String(level).toLowerCase();
  if (name === 'error' || name === 'fatal') return 'error';
  return name.startsWith('warn') ? 'warning' : 'info';
}
