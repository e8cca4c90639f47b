import { hash } from 'node:crypto';
import { Family, joinHostPort } from './ip/address';
import { TransportProtocol } from './model/expressions';

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

/** `10.0.0.1:80`: what identifies an endpoint of a service port, and the key by which endpoints are sorted. */
export function endpointKey(family: Family, address: string, port: number): string {
  return joinHostPort(family, address, port);
}

function servicePortText({ namespace, service, protocol, port }: ServicePortName): string {
  return `${namespace}/${service}/${protocol}/${port}`;
}

function withHash(text: string): string {
  const name = `${base32(hash('sha256', text, 'buffer'))}-${text}`;
  return name.length > MAX_BASE_NAME ? name.slice(0, MAX_BASE_NAME - ELLIPSIS.length) + ELLIPSIS : name;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The first eight characters of the RFC 4648 base32 text, which are the first five bytes. */
function base32(digest: Buffer): string {
  const high = digest.readUIntBE(0, 5);
  let text = '';
  for (let shift = 35; shift >= 0; shift -= 5) text += BASE32[Math.floor(high / 2 ** shift) % 32];
  return text;
}
