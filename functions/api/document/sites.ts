import { guides } from '../../contract.ts';

/** A page with its files. */
export interface Site {
  /** Where the page is, without a slash at the end. */
  readonly path: string;
  /** The folder of its files beside the handler; empty for the handler's own. */
  readonly folder: string;
  readonly page: string;
  /** Media types of its files by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether every deeper path without a file is the page too, which shows a screen for it. */
  readonly hasScreens: boolean;
  /** What stands in the page for `{{name}}`. */
  readonly values: Readonly<Record<string, string>>;
  /** Its Content-Security-Policy. */
  readonly policy: string;
}

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';
const text = 'text/plain; charset=utf-8';
const styles = 'text/css; charset=utf-8';

/** The reference: runs its own files, shows pictures of its style sheet, calls this API, and nothing else. */
export const referenceSite: Site = {
  path: '/docs',
  folder: '',
  page: 'page.html',
  files: {
    'swagger-ui-bundle.js': script,
    'swagger-ui.css': styles,
    'page.js': script,
    'page.css': styles,
    'favicon.png': 'image/png',
    // As text, because browsers offer Markdown for download.
    ...Object.fromEntries(Object.keys(guides).map((name) => [name, text])),
  },
  hasScreens: false,
  values: {
    guides: Object.entries(guides)
      .map(([name, title]) => `<a href="docs/${name}">${title}</a>`)
      .join('\n      '),
  },
  policy: policy({ 'img-src': "'self' data:", 'connect-src': "'self'" }),
};

/**
 * The console: as the reference, and it shows media and uploads files.
 * @param mediaOrigin where results are read, such as `https://d111.cloudfront.net`
 * @param uploadOrigin where files are put
 */
export function consoleSite(mediaOrigin: string, uploadOrigin: string): Site {
  return {
    path: '/console',
    folder: 'console/',
    page: 'index.html',
    files: {
      'console.js': script,
      'console.css': styles,
      'icon.svg': 'image/svg+xml',
      'rocket.jpg': 'image/jpeg',
      'astronaut.jpg': 'image/jpeg',
    },
    hasScreens: true,
    values: { mediaOrigin },
    policy: policy({
      'img-src': `'self' data: ${mediaOrigin}`,
      'media-src': mediaOrigin,
      'connect-src': `'self' ${uploadOrigin}`,
    }),
  };
}

/** The file of a site that a path in lower case names, with its name beside the handler. */
export function findFile(
  { path: root, folder, page, files, hasScreens }: Site,
  path: string,
): { readonly name: string; readonly mediaType: string; readonly isPage: boolean } | undefined {
  const thePage = { name: folder + page, mediaType: html, isPage: true };
  if (path === root) return thePage;
  if (!path.startsWith(`${root}/`)) return undefined;
  const file = path.slice(root.length + 1);
  const mediaType = Object.hasOwn(files, file) ? files[file] : undefined;
  if (mediaType !== undefined) return { name: folder + file, mediaType, isPage: false };
  return hasScreens && !file.includes('.') ? thePage : undefined;
}

/** A page with its values in their places. */
export function fillIn(page: Buffer, values: Site['values']): Buffer {
  const filled = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
    page.toString(),
  );
  return Buffer.from(filled);
}

/** Nothing is fetched from elsewhere and nothing is sent elsewhere but what is named. */
function policy(more: Readonly<Record<string, string>>): string {
  const sources = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    ...more,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(sources)
    .map(([name, source]) => `${name} ${source}`)
    .join('; ');
}
