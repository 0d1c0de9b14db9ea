import { type GuardedRequestCategory, GuardedRequestError } from './guarded-request-error.ts';

/** OpenSSL's and Node's names for what can be wrong with a certificate (Node documentation, TLS: X509 errors). */
const CERTIFICATE_FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  CERT_REVOKED: 'the certificate has been revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in one that is self-signed',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate was issued by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate chain is incomplete',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
};

/** OpenSSL's names for what can go wrong before there is a certificate, as Node has them in its errors' codes. */
const TLS_FAULTS: Readonly<Record<string, string>> = {
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server has no version of TLS from 1.2 on',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server has no version of TLS from 1.2 on',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'the server has no certificate for this name',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the server found nothing that both sides speak',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server asks the caller for a certificate',
  ERR_SSL_DH_KEY_TOO_SMALL: 'the server’s key is too short',
  ERR_SSL_EE_KEY_TOO_SMALL: 'the server’s key is too short',
};

/** The rest of that list, as far as it concerns the other side's certificate. */
const OTHER_CERTIFICATE_FAULT = /CERT|CRL|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;

/** This machine's own shortages; they say nothing about the address. */
const OWN_FAULTS = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'];

const CONNECTION_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed before an answer came',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
};

const TIME_OUTS = ['TimeoutError', 'ABORT_ERR', 'ETIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT'];

/** What `http.request` makes of a path or a header that can't be sent. */
const UNSENDABLE = ['ERR_UNESCAPED_CHARACTERS', 'ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN'];

/**
 * What a failed call says about the address, as a category and a sentence. Errors that say nothing about it (no free
 * file handles, a bug) come back as they are, so that they are never held against the address.
 */
export function createFailure(error: unknown, host: string): unknown {
  if (error instanceof GuardedRequestError || !(error instanceof Error)) return error;
  const code = getErrorCode(error);
  const found = code === undefined || OWN_FAULTS.includes(code) ? undefined : diagnose(code, host);
  return found ? new GuardedRequestError(...found, { cause: error }) : error;
}

function diagnose(code: string, host: string): [GuardedRequestCategory, string] | undefined {
  const secure = CERTIFICATE_FAULTS[code] ?? TLS_FAULTS[code];
  if (secure) return ['tls', `No secure connection to ${host}: ${secure}.`];
  if (code === 'EPROTO' || /^ERR_(SSL|TLS)_/.test(code)) {
    return ['tls', `No secure connection to ${host}: the server does not speak TLS there.`];
  }
  if (TIME_OUTS.includes(code)) return ['timeout', `${host} did not answer in time.`];
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) {
    return ['dns', `The name ${host} could not be resolved.`];
  }
  const connection = CONNECTION_FAULTS[code];
  if (connection) return ['connect', `No answer from ${host}: ${connection}.`];
  if (code === 'HPE_HEADER_OVERFLOW') {
    return ['too_large', `The headers of ${host}'s answer are too large.`];
  }
  if (UNSENDABLE.includes(code)) return ['invalid_url', 'No request can be made of this.'];
  if (code.startsWith('HPE_')) return ['connect', `${host} does not answer in HTTP.`];
  if (/^E[A-Z]+$/.test(code)) return ['connect', `No answer from ${host} (${code}).`];
  return OTHER_CERTIFICATE_FAULT.test(code)
    ? ['tls', `No secure connection to ${host}: the certificate is not accepted (${code}).`]
    : undefined;
}

/** What to know an error by. Node tries several addresses of a name and wraps what each answered: the first counts. */
function getErrorCode(error: Error): string | undefined {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const told = first instanceof Error ? first : error;
  if ('code' in told && typeof told.code === 'string') return told.code;
  return told.name === 'TimeoutError' ? told.name : undefined;
}
