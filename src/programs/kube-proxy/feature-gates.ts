import { quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';

/**
 * The feature gates that decide over kube-proxy's modes: upstream `pkg/features/kube_features.go`, and for the
 * future of KubeProxyIPVS KEP-5495. Other gates exist; nothing is said about those.
 */
export type KnownGate = 'NFTablesProxyMode' | 'KubeProxyIPVS' | 'KubeProxyNFTablesLocalhostNodePorts' | 'NFTablesNetlink';

interface GateStage {
  /** The first minor of the stage. */
  readonly since: number;
  readonly enabled: boolean;
  /** The gate that switches all gates of the stage which are not set themselves. */
  readonly group?: 'AllAlpha' | 'AllBeta';
  readonly locked?: true;
  readonly removed?: true;
}

const GATES: Readonly<Record<KnownGate, readonly GateStage[]>> = {
  NFTablesProxyMode: [
    { since: 29, enabled: false, group: 'AllAlpha' },
    { since: 31, enabled: true, group: 'AllBeta' },
    { since: 33, enabled: true, locked: true },
  ],
  KubeProxyIPVS: [
    { since: 37, enabled: true },
    { since: 40, enabled: false },
    { since: 43, enabled: false, locked: true },
    { since: 46, enabled: false, removed: true },
  ],
  KubeProxyNFTablesLocalhostNodePorts: [
    { since: 37, enabled: false, group: 'AllAlpha' },
    { since: 38, enabled: true, group: 'AllBeta' },
  ],
  NFTablesNetlink: [{ since: 37, enabled: true, group: 'AllBeta' }],
};

export type FeatureGates = Readonly<Record<string, boolean>> | null | undefined;

/** Whether a gate is on, by its own setting, its group's or its default. */
export function featureGateEnabled(gate: KnownGate, gates: FeatureGates, minor: number): boolean {
  const stage = stageOf(gate, minor);
  if (!stage || stage.removed) return false;
  if (stage.locked) return stage.enabled;
  return gates?.[gate] ?? (stage.group && gates?.[stage.group]) ?? stage.enabled;
}

/** The gates that kube-proxy of this minor refuses to start with. */
export function featureGateProblems(gates: FeatureGates, minor: number): Problem[] {
  return Object.entries(gates ?? {}).flatMap(([name, enabled]) => {
    const message = gateProblem(name, enabled, minor);
    return message === undefined ? [] : [{ field: `featureGates.${name}`, message }];
  });
}

function gateProblem(name: string, enabled: boolean, minor: number): string | undefined {
  const gate = (Object.keys(GATES) as KnownGate[]).find(known => known.toLowerCase() === name.toLowerCase());
  if (gate === undefined) return undefined;
  if (gate !== name) return `unknown feature gate ${quoted(name)}: expected ${gate}, in exactly these letters`;

  const stage = stageOf(gate, minor);
  if (!stage) return `unknown feature gate in Kubernetes 1.${minor}: it exists from 1.${GATES[gate][0].since}`;
  if (stage.removed) return `unknown feature gate in Kubernetes 1.${minor}: it was removed in 1.${stage.since}`;
  if (stage.locked && enabled !== stage.enabled) {
    return `can't be ${enabled} in Kubernetes 1.${minor}: it is locked to ${stage.enabled} from 1.${stage.since}`;
  }
  return undefined;
}

function stageOf(gate: KnownGate, minor: number): GateStage | undefined {
  return GATES[gate].filter(stage => stage.since <= minor).at(-1);
}
