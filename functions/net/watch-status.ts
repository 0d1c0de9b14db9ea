import type { ClientRequest } from 'node:http';

/** How much of an answer is kept to read its status from, in bytes: interim answers, and the status line after them. */
const LONGEST_HEAD = 64 * 1024;

/** An interim answer; 101 is none, as nothing in HTTP follows it (RFC 9110, 15.2). */
const INTERIM_ANSWER = /^HTTP\/\d\.\d 1(?!01)\d\d\b[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n/;
const STATUS_LINE = /^HTTP\/\d\.\d (\d{3})(?!\d)[^\n]*\n/;

/** What has come over a request's connection. */
export interface WatchedReply {
  /**
   * The status of the answer as soon as its status line has come, whatever came after it: Node's parser reports it only
   * once all headers were read. Undefined while there is none.
   */
  status(): number | undefined;
  /** The beginning of what came, in Latin-1. */
  head(): string;
}

/** Follows what comes over a request's connection. */
export function watchStatus(request: ClientRequest): WatchedReply {
  let head = '';
  request.once('socket', (socket) => {
    socket.prependListener('data', (chunk: Buffer) => {
      if (head.length < LONGEST_HEAD) head += chunk.toString('latin1');
    });
  });
  return { status: () => statusIn(head), head: () => head };
}

function statusIn(head: string): number | undefined {
  let rest = head;
  while (INTERIM_ANSWER.test(rest)) rest = rest.replace(INTERIM_ANSWER, '');
  const status = Number(STATUS_LINE.exec(rest)?.[1]);
  const isInterim = status >= 100 && status < 200 && status !== 101;
  return Number.isNaN(status) || isInterim ? undefined : status;
}
