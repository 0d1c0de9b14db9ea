/* global SwaggerUIBundle */

/** The page is as light or dark as the rest of the reader's screen. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

/** The parts of a request that Swagger UI makes. */
function read(request) {
  const headers = Object.fromEntries(request.get('headers') ?? []);
  const body = request.get('body');
  const isText = typeof body === 'string' && body !== '';
  return { url: request.get('url'), method: request.get('method'), headers, body: isText && body };
}

function toTypeScript(request) {
  const { url, method, headers, body } = read(request);
  const options = [
    `  method: '${method}',`,
    ...(Object.keys(headers).length > 0 ? [`  headers: ${indent(headers)},`] : []),
    ...(body ? [`  body: JSON.stringify(${indent(parse(body))}),`] : []),
  ];
  return [
    `const response = await fetch('${url}', {`,
    ...options,
    '});',
    'const { data, message } = await response.json();',
    'if (!response.ok) throw new Error(message);',
  ].join('\n');
}

function toPython(request) {
  const { url, method, headers, body } = read(request);
  return [
    'import requests',
    '',
    `response = requests.request(`,
    `    "${method}",`,
    `    "${url}",`,
    ...(Object.keys(headers).length > 0 ? [`    headers=${inPython(headers)},`] : []),
    ...(body ? [`    json=${inPython(parse(body))},`] : []),
    '    timeout=30,',
    ')',
    'answer = response.json()',
    'if not response.ok:',
    '    raise RuntimeError(answer["message"])',
    'data = answer["data"]',
  ].join('\n');
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function indent(value) {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
}

function inPython(value) {
  const words = { true: 'True', false: 'False', null: 'None' };
  const text = JSON.stringify(value, null, 4).replaceAll('\n', '\n    ');
  return text.replace(/^(\s*(?:"[^"]*": )?)(true|false|null)(,?)$/gm, (_, before, word, after) =>
    [before, words[word], after].join(''),
  );
}

SwaggerUIBundle({
  url: new URL('openapi.json', document.baseURI).href,
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelRendering: 'example',
  defaultModelsExpandDepth: 0,
  requestSnippetsEnabled: true,
  requestSnippets: {
    generators: {
      curl_bash: { title: 'curl', syntax: 'bash' },
      typescript: { title: 'TypeScript', syntax: 'javascript' },
      python: { title: 'Python', syntax: 'python' },
    },
  },
  plugins: [
    {
      fn: {
        requestSnippetGenerator_typescript: toTypeScript,
        requestSnippetGenerator_python: toPython,
      },
    },
  ],
});
