/** What usually helps, by the status of a receiver that did not take an event. */
const ADVICE: Readonly<Record<number, string>> = {
  400: 'It may verify a body that was parsed and written anew: verify the raw bytes.',
  401: 'It asks for credentials: give the endpoint `headers`, or let this path go without.',
  403: 'A firewall or a rule before it may refuse us, or a check of the signature with another secret.',
  404: 'There is nothing at this path: look at the URL and at the route.',
  405: 'This path takes no POST: look at the URL and at the route.',
  407: 'A proxy before it asks for credentials.',
  411: 'A proxy before it loses the length of the body.',
  413: 'Its limit for a body is under 20 KB: raise it, or set `payload` to thin.',
  415: 'It does not take application/json.',
  421: 'The server has no site of this name: look at the host.',
  426: 'It asks for another version of HTTP; we speak HTTP/1.1.',
  429: 'It is called too often: set `max_in_flight`.',
  502: 'A proxy answered: the server behind it is down or broke off.',
  503: 'The server is overloaded or being deployed.',
  504: 'A proxy answered: the server behind it took too long. Answer first, work later.',
  530: 'A proxy answered: it can’t find the server behind it.',
};

/** A sentence; undefined where there is nothing to say. */
export function statusAdvice(status: number): string | undefined {
  return ADVICE[status];
}
