import { ProxyLabels, readProxyLabels } from './proxy-labels';
import { SourceLocation } from '../../base/errors';
import { Cidr } from '../../base/ip/cidr';
import { FieldReader, PlainObject } from '../../base/objects/fields';

/** A range that ClusterIPs are allocated from. */
export interface ServiceCidr {
  /** Where it was read from. */
  readonly source?: SourceLocation;
  readonly name: string;
  readonly labels: ProxyLabels;
  readonly cidrs: readonly ServiceCidrRange[];
}

export interface ServiceCidrRange {
  /** As the object has it, which is how kube-proxy writes it into the rule. */
  readonly text: string;
  readonly cidr: Cidr;
}

/**
 * Reads a ServiceCIDR.
 *
 * @throws InputError naming the field
 */
export function readServiceCidr(object: PlainObject, source?: SourceLocation): ServiceCidr {
  const reader = new FieldReader(object, source);
  const metadata = reader.map(object.metadata, 'metadata');
  const spec = reader.map(object.spec, 'spec');
  return {
    source,
    name: reader.dnsSubdomain(metadata.name, 'metadata.name'),
    labels: readProxyLabels(metadata, reader),
    cidrs: reader.list(spec.cidrs, 'spec.cidrs').map((value, i) => {
      const cidr = reader.cidr(value, `spec.cidrs[${i}]`);
      return { text: (value as string).trim(), cidr };
    }),
  };
}
