const origin = document.querySelector<HTMLMetaElement>('meta[name=media-origin]')?.content;

/** What lies at an address, by its ending; a picture if that says nothing. */
export function getMediaType(url: string): 'picture' | 'video' | 'sound' {
  const [path = ''] = url.split('?', 1);
  if (/\.(mp3|wav|m4a|ogg|opus|flac)$/i.test(path)) return 'sound';
  return /\.(mp4|mov|webm|m4v)$/i.test(path) ? 'video' : 'picture';
}

/** Whether a file lies with this service: only those are shown, since nothing is fetched from elsewhere. */
export function isOurs(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}
