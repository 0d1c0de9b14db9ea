/** A request of the AWS JSON protocols: a POST whose operation is in its headers and whose body is JSON text. */
export interface AwsCall {
  /** `X-Amz-Target`. */
  readonly target: string;
  /** `Authorization`; empty when it is missing. */
  readonly authorization: string;
  readonly body: string;
}

export interface AwsAnswer {
  readonly status: number;
  /** Names in lower case; the length of the body is not among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries out one call and answers it, refusals included. */
export type CallAws = (call: AwsCall) => Promise<AwsAnswer>;

/** Some operations, told by what stands before their names in `X-Amz-Target`. */
export interface TargetService {
  /** Dot included. */
  readonly targetPrefix: string;
  /** The largest body that it reads. */
  readonly largestBodyBytes: number;
  /** @param text the request's body */
  answer(operation: string, text: string): Promise<AwsAnswer>;
}

/** Whether a request says that it is signed (the signature itself is not checked). */
export function isSigned(authorization: string | undefined): boolean {
  return authorization?.startsWith('AWS4-HMAC-SHA256 ') ?? false;
}

/** What AWS answers to a request without a signature. */
export const unsignedMessage = 'Request is missing Authentication Token';
