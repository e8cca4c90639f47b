import { joinSpecs } from './parts';
import { PlannedHost, PlannedPolicy, PlannedRule } from '../plan/model';

/** Whether a policy makes TLS be spoken with the Services behind a rule. */
export function speaksTls({ kind, spec }: PlannedPolicy): boolean {
  return kind === 'DestinationRule' && 'tls' in spec;
}

/** The port of a Service, with what policies say of it. */
export interface ServicePortPolicy {
  readonly kind: string;
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What policies say of Services: what rules for one of them ask for together. */
export function servicePolicies(hosts: readonly PlannedHost[]): ServicePortPolicy[] {
  const found = new Map<string, ServicePortPolicy>();
  for (const policy of hosts.flatMap(({ http, https = [] }) => [...http, ...https].flatMap(policiesOf))) {
    const key = [policy.kind, policy.namespace, policy.service, policy.port].join(' ');
    const present = found.get(key);
    found.set(key, present ? { ...policy, spec: joinSettings(present.spec, policy.spec) } : policy);
  }
  return [...found.values()];
}

type Spec = ServicePortPolicy['spec'];

/** Only the timeout for connections can differ, since it is one of each location: the longer one lets both connect. */
function joinSettings(a: Spec, b: Spec): Spec {
  const secondsOf = (spec: any): number => Number.parseInt(spec.connectionPool?.tcp.connectTimeout ?? '0', 10);
  return (secondsOf(a) > secondsOf(b) ? joinSpecs(b, a) : joinSpecs(a, b)) as Spec;
}

function policiesOf({ action, policies }: PlannedRule): ServicePortPolicy[] {
  const own = policies.filter(({ target }) => target === 'service');
  if (action.kind !== 'forward' || own.length === 0) return [];
  const kinds = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { kind, spec } of own) kinds.set(kind, joinSpecs(kinds.get(kind) ?? {}, spec) as Readonly<Record<string, unknown>>);
  const upstreams = action.variants.flatMap(({ backends }) => backends.map(({ upstream }) => upstream));
  return upstreams.flatMap(({ namespace, service, number }) => [...kinds].map(([kind, spec]) => ({ kind, namespace, service, port: number!, spec })));
}

/** The DestinationRules for Services: each port has settings of its own. */
export function destinationRules(policies: readonly ServicePortPolicy[]): any[] {
  const services = new Map<string, ServicePortPolicy[]>();
  for (const policy of policies.filter(({ kind }) => kind === 'DestinationRule')) {
    const key = `${policy.namespace}/${policy.service}`;
    services.set(key, [...services.get(key) ?? [], policy]);
  }
  return [...services.values()].map(own => {
    const [{ namespace, service }] = own;
    return {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: service, namespace },
      spec: {
        host: `${service}.${namespace}.svc.cluster.local`,
        trafficPolicy: { portLevelSettings: own.map(({ port, spec }) => ({ port: { number: port }, ...spec })) },
      },
    };
  });
}
