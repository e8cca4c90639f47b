import { HttpRequest, PORT_OF } from './request';
import { InputError, quoted } from '../../base/errors';

/** A request with the port that it comes to. */
export interface AddressedRequest {
  readonly request: HttpRequest;
  readonly port: number;
}

const EXPECTED = 'expected a method and a URL, for example, "GET https://app.example.com/cart"';

/** Methods are case-sensitive tokens (RFC 9110, section 9.1). */
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const URL_PARTS = /^(https?):\/\/(\[[0-9A-Fa-f:.]+\]|[^/?#:@\s]+)(?::(\d{1,5}))?(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i;

/**
 * Reads a request line with an absolute URL, and headers. The path stays as it is written: a client may send `//` and `%2F`.
 *
 * @param text `GET https://app.example.com/cart`; without a method it is GET
 * @param headers `X-API-Version: v2`, one each
 * @throws InputError that says what would be right
 */
export function readRequest(text: string, headers: readonly string[] = []): AddressedRequest {
  const words = text.trim().split(/\s+/);
  const [method, url] = words.length === 1 ? ['GET', words[0]] : words;
  if (words.length > 2 || !METHOD.test(method)) throw new InputError(`request ${quoted(text)}: ${EXPECTED}`);
  const parts = URL_PARTS.exec(url);
  if (!parts) throw new InputError(`request ${quoted(text)}: ${quoted(url)} is not a URL of HTTP; ${EXPECTED}`);
  const [, givenScheme, host, givenPort, path = '/', query = ''] = parts;
  const scheme = givenScheme.toLowerCase() as HttpRequest['scheme'];
  const port = givenPort === undefined ? PORT_OF[scheme] : Number(givenPort);
  if (port < 1 || port > 65535) throw new InputError(`request ${quoted(text)}: ${port} is not a port; expected 1 to 65535`);
  // A Host header stands for that of the URL, as with curl's --header.
  const read = new Map(readHeaders(headers));
  const sent = read.get('host')?.replace(/:\d+$/, '') ?? host;
  return { request: { scheme, host: sent.toLowerCase().replace(/\.$/, ''), path, query, method, headers: read }, port };
}

/** The first of equal names counts. */
function readHeaders(headers: readonly string[]): Map<string, string> {
  const read = new Map<string, string>();
  for (const header of headers) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*?)\s*$/s.exec(header) ?? [];
    if (name === undefined) throw new InputError(`header ${quoted(header)}: expected a name and a value, for example, "X-API-Version: v2"`);
    const key = name.toLowerCase();
    if (!read.has(key)) read.set(key, value);
  }
  return read;
}
