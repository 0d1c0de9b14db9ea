import { timingSafeEqual } from 'node:crypto';
import { signatureHeader } from '../../webhooks/signature.ts';

export interface CapturedRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Diagnosis {
  readonly isValid: boolean;
  /** What it is, as a word for programs; `valid` if nothing is wrong. */
  readonly finding: string;
  /** In a sentence. */
  readonly explanation: string;
}

/** Receivers refuse what is older, or newer (Standard Webhooks 1.0, "Verifying webhook authenticity"). */
const TOLERANCE_SECONDS = 300;
const SECONDS_IN_A_CENTURY = 3_155_760_000;
const headerNames = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** What the request would be without one of the usual mistakes; the first that makes the signature fit names it. */
const mistakes: readonly {
  readonly finding: string;
  readonly explanation: string;
  undo(request: CapturedRequest, secret: string): { body?: string; secret?: string } | undefined;
}[] = [
  {
    finding: 'base64-body',
    explanation:
      'The body is still in base64, as API Gateway hands it over: decode it where isBase64Encoded is true.',
    undo: ({ body }) => ({ body: Buffer.from(body, 'base64').toString() }),
  },
  {
    finding: 'changed-line-end',
    explanation: 'A line end was added to the body, or changed: read the body as bytes.',
    undo: ({ body }) => ({ body: body.replaceAll('\r\n', '\n').trimEnd() }),
  },
  {
    finding: 'reserialised-body',
    explanation:
      'The body was parsed and written again: verify the bytes that came, before any JSON parser (in Express: express.raw).',
    undo: ({ body }) => ({ body: JSON.stringify(JSON.parse(body)) }),
  },
  {
    finding: 'quoted-body',
    explanation: 'The body is a JSON string that holds the body: verify what is in it.',
    undo: ({ body }) => ({ body: String(JSON.parse(body)) }),
  },
  {
    finding: 'wrong-encoding',
    explanation: 'The body was read as Latin-1: it is UTF-8.',
    undo: ({ body }) => ({ body: Buffer.from(body, 'latin1').toString() }),
  },
  {
    finding: 'secret-with-extras',
    explanation:
      'The secret has quotes or spaces around it: it is whsec_ and base64, nothing else.',
    undo: (_, secret) => ({ secret: secret.trim().replaceAll(/["']/g, '') }),
  },
];

/**
 * Says whether a request was signed with one of the secrets, and if not, which of the usual mistakes it is.
 * @param secrets `whsec_…`: the one that the receiver uses first, then others that it might be
 * @param now seconds since 1970
 */
export function diagnoseWebhook(
  request: CapturedRequest,
  secrets: readonly string[],
  now: number,
): Diagnosis {
  const problem = findHeaderProblem(request);
  if (problem) return problem;
  const [secret = '', ...others] = secrets;
  if (fits(request, secret)) return judgeTime(request, now);
  for (const { finding, explanation, undo } of mistakes) {
    const undone = attempt(() => undo(request, secret));
    const changed = { ...request, body: undone?.body ?? request.body };
    if (undone && fits(changed, undone.secret ?? secret)) return wrong(finding, explanation);
  }
  if (others.some((other) => fits(request, other))) {
    return wrong(
      'secret-of-another-endpoint',
      'It was signed with the secret of another endpoint, or with that of webhook_url: each has its own.',
    );
  }
  return wrong(
    'wrong-secret-or-body',
    'No usual mistake explains it: the secret is another one, or the body is not the one that was sent.',
  );
}

function findHeaderProblem({ headers }: CapturedRequest): Diagnosis | undefined {
  const missing = headerNames.filter((name) => !headers[name]);
  if (missing.length > 0) {
    return wrong(
      'missing-headers',
      `There is no ${missing.join(', ')}: a proxy or the framework has taken it out, or this is no webhook.`,
    );
  }
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (!/^\d+$/.test(timestamp) || Number(timestamp) > SECONDS_IN_A_CENTURY) {
    return wrong('timestamp-not-in-seconds', 'webhook-timestamp must be whole seconds since 1970.');
  }
  if (!/(^| )v1,/.test(headers['webhook-signature'] ?? '')) {
    return wrong('no-v1-signature', 'webhook-signature has no part that begins with v1,');
  }
  return undefined;
}

function judgeTime({ headers }: CapturedRequest, now: number): Diagnosis {
  const seconds = now - Number(headers['webhook-timestamp']);
  if (Math.abs(seconds) <= TOLERANCE_SECONDS) {
    return {
      isValid: true,
      finding: 'valid',
      explanation: 'The signature and the time are right.',
    };
  }
  const direction = seconds > 0 ? 'old' : 'ahead';
  return wrong(
    'clock',
    `The signature is right, but the time is ${Math.abs(Math.round(seconds))} s ${direction}: libraries refuse more than ${TOLERANCE_SECONDS} s. Either the request was kept, or a clock is wrong.`,
  );
}

/** Whether one of the `v1` signatures is that of the secret. */
function fits({ headers, body }: CapturedRequest, secret: string): boolean {
  const id = headers['webhook-id'] ?? '';
  const timestamp = Number(headers['webhook-timestamp']);
  const expected = Buffer.from(signatureHeader({ id, timestamp, body }, [secret], []));
  return (headers['webhook-signature'] ?? '').split(' ').some((part) => {
    const given = Buffer.from(part);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const wrong = (finding: string, explanation: string): Diagnosis => ({
  ...{ isValid: false, finding, explanation },
});

function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
