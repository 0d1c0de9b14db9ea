import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** Who signs, as a function finds it in its environment. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Signer {
  readonly credentials: AwsCredentials;
  readonly region: string;
  /** The service's name in signatures, such as `dynamodb`. */
  readonly service: string;
}

/** A POST to the root of a service. */
export interface RequestToSign {
  /** The host and, where it is not the protocol's own, the port. */
  readonly host: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Makes what signs requests: the answer is all their headers (AWS IAM User Guide, "Create a signed AWS API request").
 * The key of a day is made once, as a `KeyObject`: with a buffer each signature takes six times as long.
 */
export function createRequestSigner({ credentials, region, service }: Signer) {
  let known: { day: string; key: KeyObject } | undefined;

  function keyOf(day: string): KeyObject {
    if (known?.day === day) return known.key;
    const parts = [day, region, service, 'aws4_request'];
    const secret = Buffer.from(`AWS4${credentials.secretAccessKey}`);
    const key = createSecretKey(parts.reduce(mac, secret));
    known = { day, key };
    return key;
  }

  return (request: RequestToSign, now: Date): Record<string, string> => {
    const time = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const { sessionToken } = credentials;
    const headers: Record<string, string> = {
      ...request.headers,
      host: request.host,
      'x-amz-date': time,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    };
    const names = Object.keys(headers).sort();
    const signedNames = names.join(';');
    const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
    const canonical = `POST\n/\n\n${lines}\n${signedNames}\n${hash('sha256', request.body)}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', keyOf(day)).update(text).digest('hex');
    const credential = `Credential=${credentials.accessKeyId}/${scope}`;
    headers['authorization'] =
      `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${signedNames}, Signature=${signature}`;
    return headers;
  };
}

function mac(key: NodeJS.ArrayBufferView, text: string): Buffer<ArrayBuffer> {
  return createHmac('sha256', key).update(text).digest();
}
