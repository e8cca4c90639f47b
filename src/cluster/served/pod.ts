import { IpAddress, parseIp } from '../../base/ip/address';
import { isDnsSubdomain, isPlainObject, PlainObject } from '../../base/objects/fields';

/** What tells a pod's traffic from other traffic. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly nodeName?: string;
  /** Whether it uses the node's own network and addresses. */
  readonly hostNetwork: boolean;
  readonly addresses: readonly IpAddress[];
}

/** Reads a Pod that has an address; undefined for any other one. A Pod decides no rule, so nothing in it is a mistake here. */
export function readPod(object: PlainObject): Pod | undefined {
  const metadata = isPlainObject(object.metadata) ? object.metadata : {};
  const spec = isPlainObject(object.spec) ? object.spec : {};
  const status = isPlainObject(object.status) ? object.status : {};
  const listed = Array.isArray(status.podIPs) ? status.podIPs.map((entry: unknown) => isPlainObject(entry) ? entry.ip : undefined) : [];
  const texts = listed.length > 0 ? listed : [status.podIP];
  const addresses = texts.flatMap(text => (typeof text === 'string' ? parseIp(text) : undefined) ?? []);
  const namespace = metadata.namespace ?? 'default';
  if (addresses.length === 0 || isFinished(status) || !isDnsSubdomain(metadata.name) || !isDnsSubdomain(namespace)) return undefined;
  return {
    namespace,
    name: metadata.name,
    nodeName: typeof spec.nodeName === 'string' ? spec.nodeName : undefined,
    hostNetwork: spec.hostNetwork === true,
    addresses,
  };
}

/** The address of a pod that has run to its end may belong to another one by now. */
function isFinished({ phase }: PlainObject): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
