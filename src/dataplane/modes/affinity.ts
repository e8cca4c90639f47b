import { ServedPort } from '../endpoints/served-port';

/** `shop/web:http/tcp`: what names a port of a Service. */
export function servicePortName({ service, port }: ServedPort): string {
  return `${service.namespace}/${service.name}:${port.name}/${port.protocol}`;
}
