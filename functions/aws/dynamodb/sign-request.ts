import { createHash, createHmac } from 'node:crypto';

/** What signs; the token belongs to credentials that are lent for a while. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningScope {
  readonly keys: AwsKeys;
  readonly region: string;
  readonly service: string;
}

/**
 * Makes the function that signs POSTs to `/` of a service, with all headers that it is given (AWS Signature Version 4:
 * IAM User Guide, "Create a signed AWS API request"). The key is derived once a day.
 */
export function createRequestSigner({ keys, region, service }: SigningScope) {
  let derived: { readonly day: string; readonly key: Buffer } | undefined;

  function getKey(day: string): Buffer {
    if (derived?.day !== day) {
      const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
        (previous, part) => createHmac('sha256', previous).update(part).digest(),
        `AWS4${keys.secretAccessKey}`,
      );
      derived = { day, key: Buffer.from(key) };
    }
    return derived.key;
  }

  /**
   * @param given names in lower case; `host` among them
   * @param now milliseconds since 1970
   * @returns the headers to send
   */
  return (
    given: Readonly<Record<string, string>>,
    body: string,
    now: number,
  ): Record<string, string> => {
    const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const token =
      keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken };
    const headers: Record<string, string> = { ...given, ...token, 'x-amz-date': time };
    const names = Object.keys(headers).sort();
    const signed = names.join(';');
    const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
    const canonical = `POST\n/\n\n${lines}\n${signed}\n${hash(body)}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac('sha256', getKey(day))
      .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(canonical)}`)
      .digest('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return { ...headers, authorization };
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
