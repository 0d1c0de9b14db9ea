import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

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

export interface UnsignedRequest {
  readonly method: string;
  /** Without a query, and a path of characters that need no escape. */
  readonly url: URL;
  /** Names in lower case; `host` is added. */
  readonly headers: Readonly<Record<string, string>>;
  /** Optional; left out of the signature if it is not given, which S3 alone allows. */
  readonly body?: string;
}

/**
 * @param now milliseconds since 1970
 * @returns the headers to send
 */
export type SignRequest = (request: UnsignedRequest, now: number) => Record<string, string>;

/**
 * Makes the function that signs requests to a service, with all headers that it is given (AWS Signature Version 4: IAM
 * User Guide, "Create a signed AWS API request"). The key is derived once a day.
 */
export function createRequestSigner({ keys, region, service }: SigningScope): SignRequest {
  let derived: { readonly day: string; readonly key: KeyObject } | undefined;

  function getKey(day: string): KeyObject {
    if (derived?.day !== day) {
      const key = [day, region, service, 'aws4_request'].reduce(
        (previous, part) => createHmac('sha256', previous).update(part).digest(),
        Buffer.from(`AWS4${keys.secretAccessKey}`),
      );
      derived = { day, key: createSecretKey(key) };
    }
    return derived.key;
  }

  return ({ method, url, headers: given, body }, now) => {
    const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const payload = body === undefined ? 'UNSIGNED-PAYLOAD' : hash('sha256', body);
    const headers: Record<string, string> = { host: url.host, ...given, 'x-amz-date': time };
    if (keys.sessionToken !== undefined) headers['x-amz-security-token'] = keys.sessionToken;
    if (body === undefined) headers['x-amz-content-sha256'] = payload;
    const names = Object.keys(headers).sort();
    const signed = names.join(';');
    const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
    const canonical = `${method}\n${url.pathname}\n\n${lines}\n${signed}\n${payload}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac('sha256', getKey(day))
      .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`)
      .digest('hex');
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  };
}
