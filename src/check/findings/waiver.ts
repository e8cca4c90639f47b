import { Finding, FindingObject } from './finding';

/** That somebody knows of a problem and bears it, until a day. */
export interface Waiver {
  /** The id of the rule. */
  readonly rule: string;
  /** Why, for whoever reads a report. */
  readonly reason: string;
  /** The last day on which it counts: YYYY-MM-DD. */
  readonly expires: string;
  /** What it is for; undefined for all that the rule finds. */
  readonly objects?: readonly WaivedObjects[];
  /** The name of its file. */
  readonly file: string;
}

/** Objects by their kind, namespace and name: `Service shop/cart`, `Node worker-*`. */
export interface WaivedObjects {
  /** As it was written. */
  readonly text: string;
  readonly kind: string;
  /** Undefined for cluster-scoped objects. */
  readonly namespace?: string;
  /** `*` stands for any characters, or none. */
  readonly name: string;
}

/** A finding, or as many of its objects as are waived. */
export interface WaivedFinding {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

/** Findings after waivers. */
export interface Waived {
  /** What counts: findings, with the objects that are not waived. */
  readonly findings: readonly Finding[];
  /** What does not, by findings and then by waivers. */
  readonly waived: readonly WaivedFinding[];
  /** What is to be known about the waivers themselves: those that have expired, and those that nothing needs. */
  readonly notices: readonly string[];
}

/**
 * Takes out of the findings what is waived. Where several waivers are for one object, the first counts.
 *
 * @param today the day as YYYY-MM-DD
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], today: string): Waived {
  const active = waivers.filter(({ expires }) => expires >= today);
  const parts = findings.map(finding => split(finding, active));
  return {
    findings: parts.flatMap(({ left }) => left ?? []),
    waived: parts.flatMap(({ waived }) => waived),
    notices: waivers.flatMap(waiver => active.includes(waiver) ? unused(waiver, findings) : expired(waiver)),
  };
}

/** One finding as what counts of it, if anything, and what does not. */
function split(finding: Finding, waivers: readonly Waiver[]): { readonly left?: Finding; readonly waived: WaivedFinding[] } {
  const candidates = waivers.filter(({ rule }) => rule === finding.ruleId);
  // Findings about no object can't be waived object by object.
  const whole = finding.objects.length === 0 ? candidates.find(({ objects }) => objects === undefined) : undefined;
  if (whole) return { waived: [{ finding, waiver: whole }] };

  const left: FindingObject[] = [];
  const waived = new Map<Waiver, FindingObject[]>();
  for (const object of finding.objects) {
    const waiver = candidates.find(({ objects }) => objects === undefined || objects.some(pattern => matches(pattern, object)));
    const list = waiver === undefined ? left : waived.get(waiver) ?? [];
    list.push(object);
    if (waiver !== undefined) waived.set(waiver, list);
  }
  return {
    ...(left.length > 0 || waived.size === 0) && { left: { ...finding, objects: left } },
    waived: Array.from(waived, ([waiver, objects]) => ({ finding: { ...finding, objects }, waiver })),
  };
}

function matches(pattern: WaivedObjects, { kind, objectNamespace, name }: FindingObject): boolean {
  return pattern.kind === kind && pattern.namespace === objectNamespace && matchesGlob(pattern.name, name);
}

/** `*` stands for any characters. Takes time in the product of the lengths at most, whatever the pattern is. */
function matchesGlob(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

function expired(waiver: Waiver): string[] {
  return [`${describe(waiver)} expired on ${waiver.expires} and no longer counts`];
}

/** What of a waiver nothing needs any longer, or never did for its spelling. */
function unused(waiver: Waiver, findings: readonly Finding[]): string[] {
  const ofRule = findings.filter(({ ruleId }) => ruleId === waiver.rule);
  const idle = waiver.objects?.filter(pattern => !ofRule.some(({ objects }) => objects.some(object => matches(pattern, object))));
  const isIdle = idle === undefined ? ofRule.length === 0 : idle.length === waiver.objects!.length;
  if (isIdle) return [`${describe(waiver)} is for nothing that was found`];
  return idle === undefined || idle.length === 0 ? [] : [`${describe({ ...waiver, objects: idle })} is for nothing that was found`];
}

function describe({ file, rule, objects }: Waiver): string {
  return `${file}: waiver of ${rule}${objects === undefined ? '' : ` for ${objects.map(({ text }) => text).join(', ')}`}`;
}
