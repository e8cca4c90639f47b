import { featureGateProblems, lockedSince } from './feature-gates';
import { KubeProxyConfiguration, NftablesConfiguration } from './kube-proxy-configuration';
import { KubeProxyMigrationDecision, MigrationAction } from './migration-decision';
import { syncPeriodProblems } from './sync-periods';
import { parseGoDuration } from '../../base/schema/duration';

interface StepInputs {
  /** The configuration before the first step. */
  readonly old: KubeProxyConfiguration;
  /** The minor that kube-proxy will have. */
  readonly minor: number;
  readonly nodePortAddresses?: readonly string[];
}

interface StepResult {
  readonly configuration: KubeProxyConfiguration;
  readonly decisions: readonly KubeProxyMigrationDecision[];
}

/** One matter of the change of mode. It sees what the steps before it have made. */
type MigrationStep = (configuration: KubeProxyConfiguration, inputs: StepInputs) => StepResult;

/** In their order: a step may count on the ones before it. */
export const MIGRATION_STEPS: readonly MigrationStep[] = [
  mode, masquerading, syncPeriods, iptablesSection, ipvsSection, nodePorts, featureGates, leftovers,
];

/** The minors that have nftables mode, but only behind its feature gate (KEP-3866). */
const ALPHA = { first: 29, last: 30 };

function mode(configuration: KubeProxyConfiguration, { old }: StepInputs): StepResult {
  if (old.mode === 'nftables') return { configuration, decisions: [] };
  const before = old.mode || undefined;
  return {
    configuration: { ...configuration, mode: 'nftables' },
    decisions: [{
      field: 'mode',
      action: before === undefined ? MigrationAction.ADDED : MigrationAction.CHANGED,
      before,
      after: 'nftables',
      reason: before === undefined ? 'an empty mode is iptables up to Kubernetes 1.39' : 'the purpose of it all',
    }],
  };
}

/** The modes iptables and ipvs read masqueradeAll and masqueradeBit from `iptables`, nftables mode reads its own section. */
function masquerading(configuration: KubeProxyConfiguration, { old }: StepInputs): StepResult {
  if (old.mode === 'nftables') return { configuration, decisions: [] };
  const iptables = old.iptables ?? {};
  const nftables = { ...configuration.nftables };
  const decisions: KubeProxyMigrationDecision[] = [];
  // A bit of 0 is a bit, while masqueradeAll: false is what Go's encoder writes for what was never set.
  const move = (name: 'masqueradeAll' | 'masqueradeBit', unset: unknown) => {
    const value = iptables[name] ?? unset;
    const prepared = nftables[name] ?? unset;
    if (value === unset) return;
    if (prepared !== unset && prepared !== value) {
      decisions.push(decision(`iptables.${name}`, MigrationAction.DROPPED, value, undefined, `nftables.${name} is set already, to ${String(prepared)}, which counts in nftables mode`));
      return;
    }
    Object.assign(nftables, { [name]: value });
    decisions.push(decision(`iptables.${name}`, MigrationAction.MOVED, value, value, `nftables mode reads nftables.${name} instead`));
  };
  move('masqueradeAll', false);
  move('masqueradeBit', undefined);
  return { configuration: { ...configuration, nftables }, decisions };
}

/** Both backends read netfilter's periods; a pair that kube-proxy would refuse is not carried over. */
function syncPeriods(configuration: KubeProxyConfiguration, { old }: StepInputs): StepResult {
  if (old.mode === 'nftables') return { configuration, decisions: [] };
  const set = (['syncPeriod', 'minSyncPeriod'] as const).filter(name => isSetDuration(old.iptables?.[name]));
  const carried = set.filter(name => !isSetDuration(configuration.nftables?.[name]));
  const nftables: NftablesConfiguration = {
    ...configuration.nftables,
    ...Object.fromEntries(carried.map(name => [name, old.iptables![name]])),
  };
  const [problem] = syncPeriodProblems({ mode: 'nftables', nftables });
  return {
    configuration: problem ? configuration : { ...configuration, nftables },
    decisions: set.map(name => {
      const value = old.iptables![name];
      if (!carried.includes(name)) {
        return decision(`iptables.${name}`, MigrationAction.DROPPED, value, undefined, `nftables.${name} is set already, to ${configuration.nftables?.[name]}, which counts in nftables mode`);
      }
      return problem
        ? decision(`iptables.${name}`, MigrationAction.DROPPED, value, undefined, `kube-proxy would refuse it in nftables mode: ${problem.field}: ${problem.message}`)
        : decision(`iptables.${name}`, MigrationAction.MOVED, value, value, `nftables mode reads nftables.${name} instead`);
    }),
  };
}

function iptablesSection(configuration: KubeProxyConfiguration, { old }: StepInputs): StepResult {
  const value = old.iptables?.localhostNodePorts;
  return {
    configuration: { ...configuration, iptables: undefined },
    decisions: value === undefined || value === null ? [] : [decision('iptables.localhostNodePorts', MigrationAction.DROPPED, value, undefined,
      'nftables mode serves no NodePorts on localhost up to Kubernetes 1.36, and from 1.37 only those that nodePortAddresses names (KEP-6032)')],
  };
}

const IPVS_REASONS: { readonly [field: string]: string } = {
  scheduler: 'nftables mode has no schedulers: each new connection goes to a random endpoint',
  strictARP: 'without kube-ipvs0 there are no addresses whose ARP requests the node would answer',
  excludeCIDRs: 'nftables mode leaves IPVS alone, but at its start it removes all virtual servers of the node, also these',
  tcpTimeout: 'connections are tracked by conntrack alone: conntrack.tcpEstablishedTimeout is the nearest setting, 24h by default',
  tcpFinTimeout: 'connections are tracked by conntrack alone, which has a timeout of its own for closing ones',
  udpTimeout: 'connections are tracked by conntrack alone: conntrack.udpTimeout and udpStreamTimeout are the nearest settings',
  syncPeriod: 'it is how often IPVS mode programs everything anew; nftables mode has its own, nftables.syncPeriod, 30s by default',
  minSyncPeriod: 'it spaces the full syncs of IPVS mode; nftables mode writes only what has changed, at most each nftables.minSyncPeriod, 1s by default',
};

function ipvsSection(configuration: KubeProxyConfiguration, { old }: StepInputs): StepResult {
  const ipvs: Readonly<Record<string, unknown>> = { ...old.ipvs };
  const decisions = Object.keys(IPVS_REASONS).filter(name => isSet(ipvs[name])).map(name =>
    decision(`ipvs.${name}`, MigrationAction.DROPPED, ipvs[name], undefined, IPVS_REASONS[name]));
  return { configuration: { ...configuration, ipvs: undefined }, decisions };
}

function nodePorts(configuration: KubeProxyConfiguration, { old, nodePortAddresses }: StepInputs): StepResult {
  if (nodePortAddresses === undefined) return { configuration, decisions: [] };
  const before = isSet(old.nodePortAddresses) ? old.nodePortAddresses : undefined;
  return {
    configuration: { ...configuration, nodePortAddresses },
    decisions: [decision('nodePortAddresses', before ? MigrationAction.CHANGED : MigrationAction.ADDED, before, nodePortAddresses, 'asked for')],
  };
}

function featureGates(configuration: KubeProxyConfiguration, { old, minor }: StepInputs): StepResult {
  const gates = new Map(Object.entries(configuration.featureGates ?? {}));
  const decisions: KubeProxyMigrationDecision[] = [];
  const drop = (name: string, reason: string) => {
    decisions.push(decision(`featureGates.${name}`, MigrationAction.DROPPED, gates.get(name), undefined, reason));
    gates.delete(name);
  };
  if (gates.get('NFTablesProxyMode') === false && minor > ALPHA.last) {
    drop('NFTablesProxyMode', 'it switches off nftables mode, and kube-proxy does not start with it from Kubernetes 1.33 on');
  }
  if (gates.has('KubeProxyIPVS')) {
    drop('KubeProxyIPVS', 'it is about IPVS mode alone, and kube-proxy does not start with it from Kubernetes 1.46 on (KEP-5495)');
  }
  const firstProblem = () => featureGateProblems(Object.fromEntries(gates), minor).at(0);
  for (let problem = firstProblem(); problem !== undefined; problem = firstProblem()) {
    const { field, message } = problem;
    drop(field.replace('featureGates.', ''), `kube-proxy 1.${minor} does not start with it: ${message}`);
  }
  for (const name of [...gates.keys()]) {
    const since = lockedSince(name, minor);
    if (since === undefined) continue;
    drop(name, `it means nothing: ${name} is locked to ${old.featureGates?.[name]} from Kubernetes 1.${since}, `
      + 'and kube-proxy does not start with a gate that a later release removes');
  }
  const before = gates.get('NFTablesProxyMode');
  if (minor >= ALPHA.first && minor <= ALPHA.last && before !== true) {
    gates.set('NFTablesProxyMode', true);
    const action = before === undefined ? MigrationAction.ADDED : MigrationAction.CHANGED;
    const reason = 'nftables mode is alpha in Kubernetes 1.29 and 1.30, and off without it';
    decisions.push(decision('featureGates.NFTablesProxyMode', action, before, true, reason));
  }
  if (decisions.length === 0) return { configuration, decisions };
  return { configuration: { ...configuration, featureGates: Object.fromEntries(gates) }, decisions };
}

/** What kube-proxy would complain of, or has not read for long. */
function leftovers(configuration: KubeProxyConfiguration, { old, minor }: StepInputs): StepResult {
  const decisions: KubeProxyMigrationDecision[] = [];
  const rest = { ...configuration };
  if (old.portRange) {
    delete rest.portRange;
    decisions.push(decision('portRange', MigrationAction.DROPPED, old.portRange, undefined, 'it is unused since the userspace mode was removed'));
  }
  if (old.showHiddenMetricsForVersion && old.showHiddenMetricsForVersion !== `1.${minor - 1}`) {
    delete rest.showHiddenMetricsForVersion;
    decisions.push(decision('showHiddenMetricsForVersion', MigrationAction.DROPPED, old.showHiddenMetricsForVersion, undefined,
      `kube-proxy 1.${minor} starts with 1.${minor - 1} alone, the minor before its own`));
  }
  return { configuration: rest, decisions };
}

function decision(field: string, action: MigrationAction, before: unknown, after: unknown, reason: string): KubeProxyMigrationDecision {
  return { field, action, before, after, reason };
}

/** Whether a value is not the zero value of its field's type, which Go's encoder writes for what was never set. */
export function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== 'string') return value !== undefined && value !== null && value !== false && value !== 0;
  return value !== '' && (parseGoDuration(value) ?? 1n) !== 0n;
}

function isSetDuration(text: string | undefined): boolean {
  return text !== undefined && isSet(text);
}
