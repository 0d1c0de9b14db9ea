import type { AwsClient } from 'aws4fetch';
import { CliError } from '../exit-codes.ts';

/**
 * The outputs of a deployed stack: DescribeStacks, which answers in XML (AWS CloudFormation API Reference).
 * @throws CliError with CloudFormation's words
 */
export async function readStackOutputs(
  aws: Pick<AwsClient, 'fetch'>,
  endpoint: string,
  stack: string,
): Promise<Record<string, string>> {
  const body = new URLSearchParams({
    Action: 'DescribeStacks',
    Version: '2010-05-15',
    StackName: stack,
  });
  const response = await aws.fetch(endpoint, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const text = await response.text();
  if (!response.ok) {
    throw new CliError(`CloudFormation refused: ${getElement(text, 'Message') ?? response.status}`);
  }
  const members = text.match(/<member>(?:(?!<\/?member>)[\s\S])*<\/member>/g) ?? [];
  return Object.fromEntries(
    members.flatMap((member) => {
      const key = getElement(member, 'OutputKey');
      const value = getElement(member, 'OutputValue');
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' } as const;

function getElement(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll(
    /&(?:lt|gt|quot|apos|amp);/g,
    (one) => entities[one as keyof typeof entities],
  );
}
