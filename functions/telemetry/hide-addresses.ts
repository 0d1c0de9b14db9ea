const URLS = /\bhttps?:\/\/[^\s"'<>()[\]{}\\]+/gi;
/** Of AWS's own addresses host and path may stay; a query may hold a signature. */
const AWS_HOST = /(^|\.)(amazonaws\.com|api\.aws)$/;
/** Only from where a name begins: tried from each of its letters, a long one without an `@` would take minutes. */
const EMAILS = /(?<![\w.+-])[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/g;
/** The `@` of a sub-user's name, as `subUserOwner` writes it, and what follows. */
const OWNERS_HOST = /~40[\w-]+(?:\.[\w-]+)+/g;

/** The text as it may stand in a log: without the addresses that users gave, on the web or of mail. */
export function hideAddresses(text: string): string {
  return text
    .replace(URLS, hideUrl)
    .replace(EMAILS, '[e-mail]')
    .replace(OWNERS_HOST, '~40[hidden]');
}

function hideUrl(text: string): string {
  const url = URL.parse(text);
  return url && AWS_HOST.test(url.hostname) ? `${url.origin}${url.pathname}` : '[address]';
}
