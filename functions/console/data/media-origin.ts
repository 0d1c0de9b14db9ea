const origin = document.querySelector<HTMLMetaElement>('meta[name=media-origin]')?.content;

/** Whether a file lies with this service: only those are shown, since nothing is fetched from elsewhere. */
export function isOurs(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}
