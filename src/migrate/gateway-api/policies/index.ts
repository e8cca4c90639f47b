import { Part, Use, Writers } from './parts';
import { ENVOY_GATEWAY_WRITERS } from './writers/envoy-gateway';
import { ISTIO_WRITERS } from './writers/istio';
import { NGINX_GATEWAY_FABRIC_WRITERS } from './writers/nginx-gateway-fabric';
import { isBefore, leadingVersion } from '../../../base/version/version';
import { NginxIngress, Server, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { isProtection, protectionBy } from '../../../dataplane/requests/ingress-nginx/protections';
import { OwnPolicies, ownPoliciesOf, OwnSupport } from '../../../programs/gateway-api/own-policies';
import { RULE_IDS } from '../findings';
import { ConversionContext, ConversionTarget } from '../options';

/** By the names of conformance reports. */
const WRITERS: Readonly<Record<string, Writers>> = {
  'envoy-gateway': ENVOY_GATEWAY_WRITERS,
  'istio': ISTIO_WRITERS,
  'nginx-gateway-fabric': NGINX_GATEWAY_FABRIC_WRITERS,
};

/** What became of a row of an implementation's table for an Ingress. */
export interface OwnOutcome {
  readonly row: OwnSupport;
  /** What is written; nothing where `reason` says why. */
  readonly parts: readonly Part[];
  readonly reason?: string;
  /** Whether somebody has to accept first what differs, and has not. */
  readonly awaitsConsent?: true;
}

/** What the implementation's own objects say in the place of the annotations of an Ingress. */
export interface OwnMeans {
  readonly outcomes: readonly OwnOutcome[];
  /** The protections that are kept, in the words of `protectionsOf`. */
  readonly kept: ReadonlySet<string>;
}

const NOTHING: OwnMeans = { outcomes: [], kept: new Set() };

/** The same Ingress is asked about for each of its paths. */
const KNOWN = new WeakMap<ConversionContext, Map<NginxIngress, Map<Server, OwnMeans>>>();

export function ownMeans(ingress: NginxIngress, server: Server, context: ConversionContext): OwnMeans {
  const own = ownPoliciesOf(context.target.report?.implementation);
  if (!own) return NOTHING;
  const ofContext = KNOWN.get(context) ?? new Map<NginxIngress, Map<Server, OwnMeans>>();
  KNOWN.set(context, ofContext);
  const ofIngress = ofContext.get(ingress) ?? new Map<Server, OwnMeans>();
  ofContext.set(ingress, ofIngress);
  const means = ofIngress.get(server) ?? meansOf(ingress, server, context, own);
  ofIngress.set(server, means);
  return means;
}

function meansOf(ingress: NginxIngress, server: Server, context: ConversionContext, own: OwnPolicies): OwnMeans {
  const version = implementationVersion(context.target);
  const use: Use = {
    ingress,
    server,
    context,
    configuration: context.controller.configuration,
    hasPlainPaths: !server.isRegex && server.locations.every(location => location.ingress !== ingress || !/[*{}]/.test(location.path)),
    text: annotation => textOf(ingress, annotation),
    isAtLeast: minimum => !isOlder(version, minimum),
  };
  const outcomes = own.rows.flatMap(row => outcomeOf(row, use, own) ?? []);
  return { outcomes, kept: keptBy(outcomes, use) };
}

function outcomeOf(row: OwnSupport, use: Use, { implementation, title }: OwnPolicies): OwnOutcome | undefined {
  if (row.field === undefined) {
    const values = row.annotations.flatMap(annotation => use.text(annotation) ?? []);
    return values.some(value => !row.values || row.values.includes(value.toUpperCase())) ? { row, parts: [], reason: row.note! } : undefined;
  }
  const parts = WRITERS[implementation][row.id](use);
  if (parts === undefined) return undefined;
  if (typeof parts === 'string') return { row, parts: [], reason: parts };
  if (row.since !== undefined && !use.isAtLeast(row.since)) return { row, parts: [], reason: `${row.field} needs ${title} ${row.since}` };
  if (row.needsConsent && !use.context.isOpened(use.ingress, RULE_IDS.protectionDiffers)) {
    return { row, parts: [], reason: row.note!, awaitsConsent: true };
  }
  return { row, parts };
}

/** A protection is kept where everything that asks for it is. */
function keptBy(outcomes: readonly OwnOutcome[], { ingress }: Use): Set<string> {
  const kept = new Set(outcomes.flatMap(({ parts }) => parts.flatMap(({ protection }) => protection ?? [])));
  for (const { row, parts } of outcomes) {
    if (parts.length > 0) continue;
    for (const annotation of row.annotations) if (isProtection(ingress, annotation)) kept.delete(protectionBy(annotation)!);
  }
  return kept;
}

/** The outcome of an annotation, where the implementation's table has it and the Ingress asks for it. */
export function ownOutcome(annotation: string, means: OwnMeans): OwnOutcome | undefined {
  const outcomes = means.outcomes.filter(({ row }) => row.annotations.includes(annotation));
  return outcomes.find(({ parts }) => parts.length > 0) ?? outcomes[0];
}

/** The version that objects are written for: the one that is given, or else that of the conformance report. */
export function implementationVersion({ report, implementationVersion: given }: ConversionTarget): string {
  return given ?? report?.version.replace(/^v/, '') ?? '';
}

/** Whether a version comes before X.Y. A report of a version without a number ("latest") is one of the newest. */
export function isOlder(version: string, minimum: string): boolean {
  const { major, minor } = leadingVersion(minimum)!;
  return isBefore(leadingVersion(version), major, minor) ?? false;
}
