import { SourceLocation } from '../../base/errors';
import { Family, IpAddress } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { FieldReader, PlainObject } from '../../base/objects/fields';

/** What kube-proxy takes from the Node that it runs on. */
export interface Node {
  /** Where it was read from. */
  readonly source?: SourceLocation;
  readonly name: string;
  /** The label `topology.kubernetes.io/zone`; empty where the Node has none. */
  readonly zone: string;
  readonly podCidrs: readonly Cidr[];
  /** The addresses of type InternalIP, in their order. */
  readonly internalIps: readonly IpAddress[];
  /** The addresses of type ExternalIP, in their order. */
  readonly externalIps: readonly IpAddress[];
}

const ZONE = 'topology.kubernetes.io/zone';

/**
 * Reads a Node.
 *
 * @throws InputError naming the field
 */
export function readNode(object: PlainObject, source?: SourceLocation): Node {
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const labels = reader.map(metadata.labels, 'metadata.labels');
  return {
    source,
    name: reader.dnsSubdomain(metadata.name, 'metadata.name'),
    zone: reader.text(labels[ZONE], `metadata.labels[${ZONE}]`) ?? '',
    podCidrs: readPodCidrs(reader.map(object.spec, 'spec'), reader),
    ...readAddresses(reader.map(object.status, 'status'), reader),
  };
}

function readPodCidrs(spec: PlainObject, reader: FieldReader): Cidr[] {
  const listed = reader.list(spec.podCIDRs, 'spec.podCIDRs');
  if (listed.length > 0) return listed.map((cidr, i) => reader.cidr(cidr, `spec.podCIDRs[${i}]`));
  return spec.podCIDR === undefined || spec.podCIDR === null || spec.podCIDR === '' ? [] : [reader.cidr(spec.podCIDR, 'spec.podCIDR')];
}

function readAddresses(status: PlainObject, reader: FieldReader): Pick<Node, 'internalIps' | 'externalIps'> {
  const internalIps: IpAddress[] = [];
  const externalIps: IpAddress[] = [];
  for (const [i, value] of reader.list(status.addresses, 'status.addresses').entries()) {
    const field = `status.addresses[${i}]`;
    const { type, address } = reader.map(value, field);
    if (type === 'InternalIP') internalIps.push(reader.ip(address, `${field}.address`));
    if (type === 'ExternalIP') externalIps.push(reader.ip(address, `${field}.address`));
  }
  return { internalIps, externalIps };
}

/** The first address of each family, InternalIPs before ExternalIPs, and which family is the Node's primary one. */
export interface NodeIps {
  readonly primary: Family;
  readonly byFamily: { readonly [F in Family]?: string };
}

/**
 * The Node's addresses as kube-proxy sees them. A bind address other than `0.0.0.0` and `::` overrides that of its
 * family and makes the family primary (upstream: cmd/kube-proxy/app, detectNodeIPs).
 */
export function nodeIpsOf(node: Node, bindAddress?: IpAddress): NodeIps {
  const byFamily: { [F in Family]?: string } = {};
  let primary: Family | undefined;
  for (const { family, text } of [...node.internalIps, ...node.externalIps]) {
    primary ??= family;
    byFamily[family] ??= text;
  }
  if (bindAddress && bindAddress.text !== '0.0.0.0' && bindAddress.text !== '::') {
    byFamily[bindAddress.family] = bindAddress.text;
    primary = bindAddress.family;
  }
  return { primary: primary ?? 'ip', byFamily };
}
