import { LabelSelector } from './label-selector';

/** Something that Cilium knows without labels or addresses. */
export enum PolicyEntity {
  /** Everything. */
  ALL = 'all',
  /** Everything outside of the cluster. */
  WORLD = 'world',
  /** Everything in the cluster. */
  CLUSTER = 'cluster',
  /** The node of the pod. */
  HOST = 'host',
  /** Other nodes. */
  REMOTE_NODE = 'remote-node',
  /** The API server, wherever it runs. */
  KUBE_APISERVER = 'kube-apiserver',
  /** Cilium's Ingress and Gateway API. */
  INGRESS = 'ingress',
  /** Cilium's own health checks. */
  HEALTH = 'health',
  /** Pods that have no labels yet. */
  INIT = 'init',
  /** Pods that Cilium does not manage. */
  UNMANAGED = 'unmanaged',
  /** Nothing. */
  NONE = 'none',
}

/** A CIDR, and what of it is not meant. */
export interface PolicyCidr {
  /** The CIDR. */
  readonly cidr: string;
  /**
   * CIDRs within it that are not meant.
   *
   * @default - none
   */
  readonly exceptions?: string[];
}

/** A Service of the cluster. */
export interface PolicyService {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespaceName: string;
}

/**
 * The other side of traffic. A rule has peers of one kind: the agent refuses rules that combine several, so write a rule for each.
 */
export class PolicyPeer {
  /**
   * Pods by their labels.
   *
   * @param selectors the selectors, one of which matches
   */
  public static fromPods(...selectors: LabelSelector[]): PolicyPeer {
    return new PolicyPeer('Endpoints', () => selectors.map(selector => selector._for('pods')));
  }

  /**
   * What Cilium knows by itself, such as the API server.
   *
   * @param entities the entities
   */
  public static fromEntities(...entities: PolicyEntity[]): PolicyPeer {
    return new PolicyPeer('Entities', () => entities);
  }

  /**
   * Addresses outside of the cluster: those of pods and nodes are not matched.
   *
   * @param cidrs the CIDRs
   */
  public static fromCidrs(...cidrs: PolicyCidr[]): PolicyPeer {
    return new PolicyPeer('CIDRSet', () => cidrs.map(({ cidr, exceptions: except }) => ({ cidr, except })));
  }

  /**
   * The addresses of CiliumCIDRGroups.
   *
   * @param names the names of the groups
   */
  public static fromCidrGroups(...names: string[]): PolicyPeer {
    return new PolicyPeer('CIDRSet', () => names.map(cidrGroupRef => ({ cidrGroupRef })));
  }

  /**
   * Names, for egress that is allowed. A rule of the policy has to send lookups through Cilium's DNS proxy, as `PolicyPorts.fromDns()` does.
   *
   * @param names the names; `*` in one stands for any part of it
   */
  public static fromNames(...names: string[]): PolicyPeer {
    return new PolicyPeer('FQDNs', () => names.map(name => name.includes('*') ? { matchPattern: name } : { matchName: name }));
  }

  /**
   * Services, for egress.
   *
   * @param services the Services
   */
  public static fromServices(...services: PolicyService[]): PolicyPeer {
    return new PolicyPeer('Services', () => services.map(({ name, namespaceName }) => ({ k8sService: { serviceName: name, namespace: namespaceName } })));
  }

  /**
   * Nodes by their labels, where the chart has the value `nodeSelectorLabels: true`.
   *
   * @param selectors the selectors, one of which matches
   */
  public static fromNodes(...selectors: LabelSelector[]): PolicyPeer {
    return new PolicyPeer('Nodes', () => selectors.map(selector => selector._for('others')));
  }

  private constructor(private readonly field: string, private readonly items: () => readonly unknown[]) {}

  /** @internal */
  public _fields(prefix: 'from' | 'to'): object {
    return { [`${prefix}${this.field}`]: this.items() };
  }
}
