/** The languages in which a request is shown. */
export const languages = ['curl', 'TypeScript', 'Python'] as const;
export type Language = (typeof languages)[number];

/** A POST. */
export interface SampleRequest {
  readonly url: string;
  readonly body: object;
}

/** Exactly this request as a program that runs as it is; the token stands in an environment variable. */
export function codeSample(language: Language, { url, body }: SampleRequest): string {
  const json = JSON.stringify(body, null, 2);
  if (language === 'curl') {
    return `curl -X POST ${shellText(url)} \\
  -H "Authorization: Bearer $REELHOOK_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d ${shellText(json)}`;
  }
  if (language === 'TypeScript') {
    return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    authorization: \`Bearer \${process.env.REELHOOK_TOKEN}\`,
    'content-type': 'application/json',
  },
  body: JSON.stringify(${indent(json, 2)}),
});
console.log(await response.json());`;
  }
  return `import json, os, urllib.request

request = urllib.request.Request(
    ${JSON.stringify(url)},
    method="POST",
    headers={
        "Authorization": f"Bearer {os.environ['REELHOOK_TOKEN']}",
        "Content-Type": "application/json",
    },
    data=json.dumps(${indent(pythonText(body), 4)}).encode(),
)
print(json.load(urllib.request.urlopen(request)))`;
}

const shellText = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const indent = (text: string, spaces: number) => text.replaceAll('\n', `\n${' '.repeat(spaces)}`);

const constants: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' };

/** JSON is Python but for three words, unless they stand in a text. */
const pythonText = (body: object) =>
  JSON.stringify(body, null, 4).replaceAll(
    /"(?:[^"\\]|\\.)*"|true|false|null/g,
    (part) => constants[part] ?? part,
  );
