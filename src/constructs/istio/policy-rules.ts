import { ApiObject } from 'cdk8s';
import { Waypoint } from './waypoint';
import { InputError } from '../../base/errors';

/** Who connects, as ztunnels know it. All conditions have to be true; of each one of its values. */
export interface L4Source {
  /**
   * Identities, as in `cluster.local/ns/shop/sa/cart`; a wildcard is allowed at the beginning or end.
   *
   * @default - any
   */
  readonly principals?: string[];
  /**
   * Identities that it must not be.
   *
   * @default - none
   */
  readonly notPrincipals?: string[];
  /**
   * Service accounts, as in `cart` or `shop/cart`, from Istio 1.25 on. Cannot be combined with principals or namespaces.
   *
   * @default - any
   */
  readonly serviceAccounts?: string[];
  /**
   * Namespaces.
   *
   * @default - any
   */
  readonly namespaces?: string[];
  /**
   * Namespaces that it must not be in.
   *
   * @default - none
   */
  readonly notNamespaces?: string[];
  /**
   * Addresses and CIDRs of the peer. Behind a waypoint the peer is the waypoint.
   *
   * @default - any
   */
  readonly ipBlocks?: string[];
  /**
   * Addresses and CIDRs that it must not come from.
   *
   * @default - none
   */
  readonly notIpBlocks?: string[];
}

/** A rule that ztunnels can tell: about identities, addresses and ports. */
export interface L4Rule {
  /**
   * Who connects: one of these.
   *
   * @default - anybody
   */
  readonly sources?: L4Source[];
  /**
   * Ports of the pods.
   *
   * @default - all
   */
  readonly ports?: number[];
  /**
   * Ports that it must not be.
   *
   * @default - none
   */
  readonly notPorts?: number[];
}

/** Who sends a request, as waypoints know it. */
export interface L7Source extends L4Source {
  /**
   * Issuer and subject of the token of the request, as in `https://issuer.example.com/alice`.
   *
   * @default - any
   */
  readonly requestPrincipals?: string[];
  /**
   * Addresses and CIDRs of the client, as X-Forwarded-For or the PROXY protocol say it.
   *
   * @default - any
   */
  readonly remoteIpBlocks?: string[];
}

/** A condition on an attribute of a request, as in `request.headers[x-user]`. */
export interface RequestCondition {
  /** The attribute. */
  readonly key: string;
  /**
   * Values, one of which it has to have.
   *
   * @default - any
   */
  readonly values?: string[];
  /**
   * Values that it must not have.
   *
   * @default - none
   */
  readonly notValues?: string[];
}

/** A rule about requests, which only a waypoint can tell. */
export interface L7Rule {
  /**
   * Who sends the request: one of these.
   *
   * @default - anybody
   */
  readonly sources?: L7Source[];
  /**
   * Ports of the Service.
   *
   * @default - all
   */
  readonly ports?: number[];
  /**
   * Methods, as in `GET`.
   *
   * @default - all
   */
  readonly methods?: string[];
  /**
   * Paths, with a wildcard at the beginning or end, or with `{*}` and `{**}` as parts.
   *
   * @default - all
   */
  readonly paths?: string[];
  /**
   * Paths that it must not be.
   *
   * @default - none
   */
  readonly notPaths?: string[];
  /**
   * Hosts of requests.
   *
   * @default - all
   */
  readonly hosts?: string[];
  /**
   * Further conditions, all of which have to be true.
   *
   * @default - none
   */
  readonly conditions?: RequestCondition[];
}

/** Rules that ztunnels enforce at the pods. */
export interface L4RulesOptions {
  /**
   * Labels that select the pods.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { readonly [label: string]: string };
  /** The rules, of which one has to match. */
  readonly rules: L4Rule[];
}

/** Rules that a waypoint enforces. */
export interface L7RulesOptions {
  /** The waypoint that enforces them. */
  readonly waypoint: Waypoint;
  /**
   * The Services and ServiceEntries that they are about, in the namespace of the policy. They have to use the waypoint.
   *
   * @default - everything that uses the waypoint
   */
  readonly targets?: ApiObject[];
  /** The rules, of which one has to match. */
  readonly rules: L7Rule[];
}

/** The rules of a policy, by where they are enforced. ztunnels read no requests, so that a rule about requests cannot be written without a waypoint. */
export class AmbientRules {
  /**
   * Rules about identities, addresses and ports, which ztunnels enforce at the pods.
   *
   * @param options the pods and the rules
   */
  public static fromL4(options: L4RulesOptions): AmbientRules {
    const { podLabels, rules } = options;
    return new AmbientRules({
      ...podLabels && { selector: { matchLabels: podLabels } },
      rules: rules.map(({ sources, ports, notPorts }) => ({
        from: sources?.map(source => ({ source })), ...operation({ ports: texts(ports), notPorts: texts(notPorts) }),
      })),
    });
  }

  /**
   * Rules about requests, which a waypoint enforces.
   *
   * @param options the waypoint, what uses it, and the rules
   * @throws an error where a target is neither a Service nor a ServiceEntry
   */
  public static fromL7(options: L7RulesOptions): AmbientRules {
    const { waypoint, targets, rules } = options;
    const groups: Readonly<Record<string, string>> = { Service: '', ServiceEntry: 'networking.istio.io' };
    const wrong = targets?.find(({ kind }) => !Object.hasOwn(groups, kind));
    if (wrong) throw new InputError(`${wrong.node.path}: a ${wrong.kind} cannot be a target; expected a Service or a ServiceEntry`);
    const refs = targets?.map(({ kind, name }) => ({ group: groups[kind], kind, name }))
      ?? [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: waypoint.name }];
    return new AmbientRules({
      targetRefs: refs,
      rules: rules.map(({ sources, conditions, ports, ...requests }) => ({
        from: sources?.map(source => ({ source })), ...operation({ ports: texts(ports), ...requests }), when: conditions,
      })),
    });
  }

  private constructor(private readonly spec: object) {}

  /** @internal */
  public _toSpec(): object {
    return this.spec;
  }
}

const texts = (numbers: number[] | undefined): string[] | undefined => numbers?.map(String);

function operation(fields: object): object {
  return Object.values(fields).some(value => value !== undefined) ? { to: [{ operation: fields }] } : {};
}
