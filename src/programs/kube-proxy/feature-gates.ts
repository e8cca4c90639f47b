import { FEATURE_GATE_NEEDS, FEATURE_GATES } from './feature-gate-table';
import { NEWEST_KNOWN_MINOR } from './releases';
import { quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';
import { didYouMean } from '../../base/text/suggest';

export type FeatureGates = Readonly<Record<string, boolean>> | null | undefined;

interface GateStage {
  /** The first minor of the stage. */
  readonly since: number;
  readonly enabled: boolean;
  /** The gate that switches all gates of the stage which are not set themselves. */
  readonly group?: Group;
  readonly locked: boolean;
  /** The gate is not there, not yet or no longer. */
  readonly absent: boolean;
}

type Group = 'AllAlpha' | 'AllBeta';

const GROUPS: readonly string[] = ['AllAlpha', 'AllBeta'] satisfies Group[];

/** The minors whose needs are known. */
const NEEDS = { first: 35, last: 36 };

let gates: ReadonlyMap<string, readonly GateStage[]> | undefined;
let needs: readonly (readonly [gate: string, needed: readonly { readonly name: string; readonly since: number }[]])[] | undefined;

/** Whether a gate is on, by its own setting, its group's or its default. */
export function featureGateEnabled(gate: string, set: FeatureGates, minor: number): boolean {
  const stage = stageOf(gate, minor);
  if (!stage || stage.absent) return false;
  if (stage.locked) return stage.enabled;
  return settingOf(gate, set) ?? (stage.group && settingOf(stage.group, set)) ?? stage.enabled;
}

/**
 * The gates that kube-proxy of this minor refuses to start with: `SetFromMap` of upstream
 * `staging/src/k8s.io/component-base/featuregate/feature_gate.go`.
 */
export function featureGateProblems(set: FeatureGates, minor: number): Problem[] {
  const refused = Object.entries(set ?? {}).flatMap(([name, enabled]) => {
    const message = gateProblem(name, enabled, minor);
    return message === undefined ? [] : [{ field: `featureGates.${name}`, message }];
  });
  return refused.length > 0 ? refused : needProblems(set ?? {}, minor);
}

/** Whether kube-proxy of any version knows the gate. */
export function isKubeProxyGate(name: string): boolean {
  return gatesByName().has(name);
}

/** The minor from which a gate is locked, for one that is set to just that: it means nothing, and is refused once the gate is gone. */
export function lockedSince(name: string, minor: number): number | undefined {
  const stage = stageOf(name, minor);
  return stage?.locked ? stage.since : undefined;
}

function gateProblem(name: string, enabled: boolean, minor: number): string | undefined {
  if (GROUPS.includes(name)) return undefined;
  const stages = gatesByName().get(name);
  const release = `Kubernetes 1.${minor}`;
  if (!stages) {
    // A newer kube-proxy may have gates that are not known here.
    return minor > NEWEST_KNOWN_MINOR && !sameLetters(name) ? undefined : unknownGate(name, release);
  }
  const stage = stageOf(name, minor);
  // What was there before the history begins is not known.
  if (!stage && stages[0].since <= FIRST_KNOWN_MINOR) return undefined;
  if (!stage || stage.absent) {
    const next = stages.find(({ since, absent }) => since > minor && !absent);
    return `unknown feature gate in ${release}: it ${next ? `exists from 1.${next.since}` : `was removed in 1.${stage!.since}`}`;
  }
  return stage.locked && enabled !== stage.enabled
    ? `can't be ${enabled} in ${release}: it is locked to ${stage.enabled} from 1.${stage.since}` : undefined;
}

/** A gate that is on beside one that it needs and that is off. The field is that of the setting which makes it so. */
function needProblems(set: Readonly<Record<string, boolean>>, minor: number): Problem[] {
  if (minor < NEEDS.first || minor > NEEDS.last) return [];
  return neededGates().flatMap(([gate, needed]) => {
    if (!featureGateEnabled(gate, set, minor)) return [];
    const off = needed.filter(({ name, since }) => since <= minor && isThere(name, minor) && !featureGateEnabled(name, set, minor))
      .map(({ name }) => name);
    const cause = [gate, ...off, ...GROUPS].find(name => settingOf(name, set) !== undefined);
    if (off.length === 0 || cause === undefined) return [];
    const subject = cause === gate ? '' : `${gate} `;
    return [{ field: `featureGates.${cause}`, message: `${subject}is on in Kubernetes 1.${minor}, but needs ${off.join(' and ')}, which is off` }];
  });
}

function isThere(gate: string, minor: number): boolean {
  return stageOf(gate, minor)?.absent === false;
}

function stageOf(gate: string, minor: number): GateStage | undefined {
  return gatesByName().get(gate)?.filter(stage => stage.since <= minor).at(-1);
}

/** An own property: gates are names that users give. */
function settingOf(gate: string, set: FeatureGates): boolean | undefined {
  return set && Object.hasOwn(set, gate) ? set[gate] : undefined;
}

function unknownGate(name: string, release: string): string {
  const gate = sameLetters(name);
  return gate === undefined
    ? `unknown feature gate in ${release}${didYouMean(name, [...gatesByName().keys()])}`
    : `unknown feature gate ${quoted(name)}: expected ${gate}, in exactly these letters`;
}

function sameLetters(name: string): string | undefined {
  return [...gatesByName().keys()].find(gate => gate.toLowerCase() === name.toLowerCase());
}

/** The minor that the histories of the table begin with. */
const FIRST_KNOWN_MINOR = 29;

function gatesByName(): ReadonlyMap<string, readonly GateStage[]> {
  gates ??= new Map(linesOf(FEATURE_GATES).map(([name, ...stages]) => [name, stages.map(readStage)]));
  return gates;
}

/** `33g+!` */
function readStage(text: string): GateStage {
  const stage = text.replace(/^\d+/, '');
  const group = stage.startsWith('a') ? 'AllAlpha' : stage.startsWith('b') ? 'AllBeta' : undefined;
  return { since: Number.parseInt(text, 10), enabled: stage.includes('+'), locked: stage.includes('!'), absent: stage === 'x', group };
}

function neededGates(): NonNullable<typeof needs> {
  needs ??= linesOf(FEATURE_GATE_NEEDS).map(([gate, ...needed]) => [gate, needed.map(text => {
    const [name, since] = text.split('@');
    return { name, since: Number(since ?? NEEDS.first) };
  })]);
  return needs;
}

function linesOf(table: string): string[][] {
  return table.trim().split('\n').map(line => line.split(' '));
}
