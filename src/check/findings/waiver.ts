import { Finding, FindingObject } from './finding';
import { WaivedFinding } from './waived-finding';

/** That a problem is accepted for a stated reason, until a given date. */
export interface Waiver {
  /** The id of the rule. */
  readonly rule: string;
  /** Why, for whoever reads a report. */
  readonly reason: string;
  /** The last day on which it counts: YYYY-MM-DD. Undefined for an annotation, which counts as long as it is there. */
  readonly expires?: string;
  /** What it is for; undefined for all that the rule finds. */
  readonly objects?: readonly WaivedObjects[];
  /** The name of its file, or the object whose annotation it is. */
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
 * @param solved what does not count anyway, but shows that a waiver is not a mistake
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], today: string, solved: readonly Finding[] = []): Waived {
  const active = waivers.filter(({ expires }) => expires === undefined || expires >= today);
  const parts = findings.map(finding => split(finding, active));
  return {
    findings: parts.flatMap(({ left }) => left ?? []),
    waived: parts.flatMap(({ waived }) => waived),
    notices: waivers.flatMap(waiver => active.includes(waiver) ? unused(waiver, [...findings, ...solved]) : expired(waiver)),
  };
}

/** One finding as what counts of it, if anything, and what does not. */
function split(finding: Finding, waivers: readonly Waiver[]): { readonly left?: Finding; readonly waived: WaivedFinding[] } {
  const candidates = waivers.filter(({ rule }) => rule === finding.ruleId);
  // Findings about no object can't be waived object by object.
  const whole = finding.objects.length === 0 ? candidates.find(({ objects }) => objects === undefined) : undefined;
  if (whole) return { waived: [waivedBy(whole, finding)] };

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
    waived: Array.from(waived, ([waiver, objects]) => waivedBy(waiver, { ...finding, objects })),
  };
}

function waivedBy({ reason, expires }: Waiver, finding: Finding): WaivedFinding {
  return { finding, reason, ...expires !== undefined && { expires } };
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
  return [`${describe(waiver)} expired on ${waiver.expires!} and no longer counts`];
}

/** What of a waiver nothing needs any longer, or never did for its spelling. */
function unused(waiver: Waiver, findings: readonly Finding[]): string[] {
  const ofRule = findings.filter(({ ruleId }) => ruleId === waiver.rule);
  const idle = waiver.objects?.filter(pattern => !ofRule.some(({ objects }) => objects.some(object => matches(pattern, object))));
  const isIdle = idle === undefined ? ofRule.length === 0 : idle.length === waiver.objects!.length;
  if (isIdle) return [`${describe(waiver)} matches no finding`];
  return idle === undefined || idle.length === 0 ? [] : [`${describe({ ...waiver, objects: idle })} matches no finding`];
}

function describe({ file, rule, objects, expires }: Waiver): string {
  if (expires === undefined) return `${file}: ${rule}`;
  return `${file}: waiver of ${rule}${objects === undefined ? '' : ` for ${objects.map(({ text }) => text).join(', ')}`}`;
}
