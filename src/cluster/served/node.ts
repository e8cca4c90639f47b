import { SourceLocation } from '../../base/errors';
import { Family, IpAddress } from '../../base/ip/address';
import { Cidr } from '../../base/ip/cidr';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { Distribution } from '../../programs/distributions/distribution';
import { recognizeDistribution } from '../../programs/distributions/recognize';
import { Labels, readLabels } from '../inventory/labels';
import { ObjectReference, readReference } from '../inventory/object-reference';

/** A Node: what kube-proxy takes from it, and what it tells about its machine. Texts are empty where it doesn't tell. */
export interface Node extends ObjectReference {
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The label `topology.kubernetes.io/zone`; empty where the Node has none. */
  readonly zone: string;
  readonly podCidrs: readonly Cidr[];
  /** The addresses of type InternalIP, in their order. */
  readonly internalIps: readonly IpAddress[];
  /** The addresses of type ExternalIP, in their order. */
  readonly externalIps: readonly IpAddress[];
  /** `5.15.0-122-generic` */
  readonly kernelVersion: string;
  /** `Ubuntu 22.04.5 LTS` */
  readonly osImage: string;
  /** `linux` or `windows` */
  readonly operatingSystem: string;
  /** `v1.36.3`, `v1.34.4+k3s1` */
  readonly kubeletVersion: string;
  /** `azure:///subscriptions/…` */
  readonly providerId: string;
  readonly unschedulable: boolean;
  /** Undefined where nothing on the Node tells, as with kubeadm. */
  readonly distribution?: Distribution;
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
  const labels = readLabels(metadata, 'labels', reader);
  const spec = reader.map(object.spec, 'spec');
  const status = reader.map(object.status, 'status');
  const nodeInfo = reader.map(status.nodeInfo, 'status.nodeInfo');
  const text = (name: string) => reader.text(nodeInfo[name], `status.nodeInfo.${name}`) ?? '';
  return {
    ...readReference(object, source),
    labels,
    annotations: readLabels(metadata, 'annotations', reader),
    zone: labels[ZONE] ?? '',
    podCidrs: readPodCidrs(spec, reader),
    ...readAddresses(status, reader),
    kernelVersion: text('kernelVersion'),
    osImage: text('osImage'),
    operatingSystem: text('operatingSystem'),
    kubeletVersion: text('kubeletVersion'),
    providerId: reader.text(spec.providerID, 'spec.providerID') ?? '',
    unschedulable: spec.unschedulable === true,
    distribution: recognizeDistribution(object),
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

/** All addresses of types InternalIP and ExternalIP. */
export function nodeAddresses({ internalIps, externalIps }: Pick<Node, 'internalIps' | 'externalIps'>): readonly IpAddress[] {
  return [...internalIps, ...externalIps];
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
  for (const { family, text } of nodeAddresses(node)) {
    primary ??= family;
    byFamily[family] ??= text;
  }
  if (bindAddress && bindAddress.text !== '0.0.0.0' && bindAddress.text !== '::') {
    byFamily[bindAddress.family] = bindAddress.text;
    primary = bindAddress.family;
  }
  return { primary: primary ?? 'ip', byFamily };
}
