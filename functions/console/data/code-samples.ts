/** The languages in which a request is shown. */
export const languages = ['curl', 'TypeScript', 'Python'] as const;
export type Language = (typeof languages)[number];

export interface SampleRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** Exactly this request as a program; the token stands in an environment variable. */
export function codeSample(language: Language, { method, path, body }: SampleRequest): string {
  const url = location.origin + path;
  const json = body && JSON.stringify(body, null, 2);
  if (language === 'curl') {
    const data = json
      ? ` \\\n  -H "Content-Type: application/json" \\\n  -d ${shellText(json)}`
      : '';
    return `curl -X ${method} ${shellText(url)} \\\n  -H "Authorization: Bearer $REELHOOK_TOKEN"${data}`;
  }
  if (language === 'TypeScript') {
    return `const response = await fetch(${JSON.stringify(url)}, {
  method: '${method}',
  headers: {
    authorization: \`Bearer \${process.env.REELHOOK_TOKEN}\`,
    'content-type': 'application/json',
  },${json ? `\n  body: JSON.stringify(${indent(json)}),` : ''}
});
const { data } = await response.json();`;
  }
  return `import os, requests

response = requests.${method.toLowerCase()}(
    ${JSON.stringify(url)},
    headers={"Authorization": f"Bearer {os.environ['REELHOOK_TOKEN']}"},${body ? `\n    json=${pythonValue(body)},` : ''}
)
data = response.json()["data"]`;
}

const shellText = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const indent = (text: string) => text.replaceAll('\n', '\n  ');

function pythonValue(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}: ${pythonValue(one)}`,
  );
  return `{${members.join(', ')}}`;
}
