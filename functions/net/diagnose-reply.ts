/**
 * Who answers with what is no HTTP, by how it begins. TLS: RFC 8446, 5.1; HTTP/2: RFC 9113, 4.1 and 6.5; the others by
 * their greetings: RFC 4253, 4.2; RFC 5321, 4.2; RFC 959, 5.4; RFC 9051, 7.1.1; RFC 1939, 4.
 */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/[2-9]/, 'answers in a version of HTTP that was not asked for; HTTP/1.1 is needed'],
  [/^SSH-/, 'is an SSH server on this port'],
  [/^220[ -]/, 'is a mail or FTP server on this port'],
  [/^\* OK/, 'is an IMAP server on this port'],
  [/^\+OK/, 'is a POP3 server on this port'],
  [/^-(ERR|DENIED|NOAUTH)/, 'is a Redis server on this port'],
  [
    /^HTTP\/\d\.\d 1\d\d\b[\s\S]*\n\r?\n$/,
    'sent an interim answer (100 to 199) and closed the connection before its answer',
  ],
  [/^HTTP\/\S* [^\n]*\n/, 'sent a status line without a status of three digits'],
  [/^H(T|TT|TTP|TTP\/[^\n]*)?$/, 'closed the connection in the middle of its status line'],
  [/^\s+HTTP\//, 'sent white space before its status line'],
  [/^\s*[<{[]/, 'sent a page without a status line and headers'],
];

/**
 * What is wrong with a reply that could not be read, as the end of a sentence that begins with its host.
 * @param head its beginning, in Latin-1
 * @returns undefined if nothing came
 */
export function diagnoseReply(head: string): string | undefined {
  if (head === '') return undefined;
  const [first = 0, second, , fourth] = Buffer.from(head.slice(0, 4), 'latin1');
  if ((first === 0x15 || first === 0x16) && second === 3) {
    return 'speaks TLS on this port: begin the URL with https://';
  }
  if (first === 0 && fourth === 4) return 'speaks HTTP/2 alone there; HTTP/1.1 is needed';
  return SIGNS.find(([sign]) => sign.test(head))?.[1] ?? 'does not answer in HTTP';
}
