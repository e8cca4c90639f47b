import { hash } from 'node:crypto';
import { TransportProtocol } from '../../base/ip/transport-protocol';

/**
 * Names of the objects that belong to a service port or an endpoint. A name is readable and unique even where it
 * is cut: PREFIX + HASH + '-' + TEXT (upstream: servicePortChainNameBase, servicePortEndpointChainNameBase).
 */

/** nft takes names of up to 256 bytes, of which 16 are kept for the prefix. */
const MAX_BASE_NAME = 240;
const ELLIPSIS = '...';

/** What identifies one port of a Service. Its number and addresses do not enter into names. */
export interface ServicePortName {
  readonly namespace: string;
  readonly service: string;
  readonly protocol: TransportProtocol;
  /** Empty for an unnamed port. */
  readonly port: string;
}

/** `P4ZYZVCF-testing/service/tcp/http` */
export function servicePortBaseName(name: ServicePortName): string {
  return withHash(servicePortText(name));
}

/** `JO2XBXZR-testing/service/tcp/http__10.180.0.1/80` */
export function endpointBaseName(name: ServicePortName, address: string, port: number): string {
  return withHash(`${servicePortText(name)}__${address.includes(':') ? address.replaceAll(':', '.') : address}/${port}`);
}

/** `testing/service:http`: how comments name a service port. */
export function servicePortComment(name: ServicePortName): string {
  return name.port === '' ? `${name.namespace}/${name.service}` : `${name.namespace}/${name.service}:${name.port}`;
}

function servicePortText({ namespace, service, protocol, port }: ServicePortName): string {
  return `${namespace}/${service}/${protocol}/${port}`;
}

function withHash(text: string): string {
  const name = `${base32(hash('sha256', text, 'binary'))}-${text}`;
  return name.length > MAX_BASE_NAME ? name.slice(0, MAX_BASE_NAME - ELLIPSIS.length) + ELLIPSIS : name;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The texts of all numbers of ten bits, which are two characters each. */
const BASE32_PAIRS = [...BASE32].flatMap(high => [...BASE32].map(low => high + low));

/** The first eight characters of a digest's RFC 4648 base32 text, which are its first 40 bits; of the digest each character is a byte. */
function base32(digest: string): string {
  const byte = (i: number): number => digest.charCodeAt(i);
  const middle = byte(2);
  return base32Of20Bits(byte(0) * 4096 + byte(1) * 16 + Math.floor(middle / 16)) + base32Of20Bits((middle % 16) * 65_536 + byte(3) * 256 + byte(4));
}

function base32Of20Bits(bits: number): string {
  return BASE32_PAIRS[Math.floor(bits / 1024)] + BASE32_PAIRS[bits % 1024];
}
