import type { AwsClient } from 'aws4fetch';
import * as z from 'zod';

const answer = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })),
  NextToken: z.string().nullish(),
});

/** The most that one call answers (AWS Systems Manager API Reference, GetParametersByPath). */
const PAGE = 10;

export interface ReadParametersCall {
  /** Without a slash at the end. */
  readonly path: string;
  /** Whether secrets are opened; left closed, a secret's value is its ciphertext. */
  readonly withSecrets: boolean;
}

/** All parameters below a path, by what follows the path; empty where there are none. */
export async function readParameters(
  { client, url }: { client: AwsClient; url: string },
  { path, withSecrets }: ReadParametersCall,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let next: string | undefined;
  do {
    const response = await client.fetch(url, {
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.GetParametersByPath',
      },
      body: JSON.stringify({
        Path: path,
        Recursive: true,
        WithDecryption: withSecrets,
        MaxResults: PAGE,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    });
    if (!response.ok) {
      throw new Error(`Systems Manager answered ${response.status}: ${await response.text()}`);
    }
    const page = answer.parse(await response.json());
    for (const { Name, Value } of page.Parameters) found.set(Name.slice(path.length + 1), Value);
    next = page.NextToken ?? undefined;
  } while (next !== undefined);
  return found;
}
