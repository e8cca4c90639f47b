import { UsedAnnotation } from './annotations';
import { Conversion } from './convert';
import { CONVERSION_RULES, requestRuleId, RULE_IDS } from './findings';
import { ConversionContext } from './options';
import { isReachable } from './plan/paths';
import { ownMeans } from './policies';
import { RequestDifference } from './proof/proof';
import { countOf } from '../../base/text/words';
import { findingsOfRule } from '../../check/findings/find';
import { Finding, FindingSeverity } from '../../check/findings/finding';
import { compareFindings, ConcernedObject, Occurrence } from '../../check/findings/rule';
import { SourcedObject } from '../../cluster/entries';
import { ObjectReference } from '../../cluster/inventory/object-reference';
import { NginxIngress, textOf } from '../../dataplane/requests/ingress-nginx/model';
import { globalProtectionsOf, protectionBy } from '../../dataplane/requests/ingress-nginx/protections';

/** What the conversion says that somebody has to know, or to solve. */
export function conversionFindings(
  { ingresses, proof }: Conversion, annotations: readonly UsedAnnotation[], snippets: readonly NginxIngress[], context: ConversionContext,
): Finding[] {
  const found: (readonly [id: string, occurrences: readonly Occurrence[]])[] = [
    [RULE_IDS.protectionNotKept, about('Protections cannot be kept. The paths that they protect are left out, or answer with an error.',
      [...annotations.filter(({ outcome }) => outcome === 'protection not kept').map(concerned), ...globalProtectionsNotKept(ingresses, context)])],
    [RULE_IDS.protectionDiffers, about('Policies could take the place of protections, and differ from them. Until that is accepted, the paths are left out, or answer with an error.',
      annotations.filter(({ outcome }) => outcome === 'protection would differ').map(concerned))],
    ...policyOccurrences(annotations),
    [RULE_IDS.snippet, about('Snippets may do more than set headers. The paths that they are for are left out, or answer with an error.',
      snippets.map(ingress => ({ object: referenceOf(ingress) })))],
    [RULE_IDS.annotation, about('Annotations are not kept.', annotations.filter(({ outcome }) => outcome === 'not kept' || outcome === 'unknown').map(concerned))],
    [RULE_IDS.annotation, about('Annotations for controllers of other classes are not converted. Some may keep requests out.', annotationsOfOthers(ingresses))],
    [RULE_IDS.invalid, about('Ingresses cannot be right. What is wrong in them is left out.',
      ingresses.problems.map(({ object, problem }) => ({ object: referenceOfObject(object), detail: problem })))],
    [RULE_IDS.pathIgnored, about('The controller ignores paths, and so does the conversion.', ignoredPaths(ingresses))],
    [RULE_IDS.notTaken, about('Ingresses are not converted.', ingresses.notTaken.map(({ object, why }) => ({ object: referenceOfObject(object), detail: why })))],
    ...requestOccurrences(proof.differences),
  ];
  return found.flatMap(([id, occurrences]) => {
    const rule = CONVERSION_RULES.find(each => each.id === id)!;
    return findingsOfRule({ ...rule, check: () => [] }, occurrences);
  }).sort(compareFindings);
}

/** What the controller's ConfigMap keeps requests out by, for the Ingresses whose paths lose it: redirects come before it. */
function globalProtectionsNotKept({ controllers }: Conversion['ingresses'], context: ConversionContext): ConcernedObject[] {
  return [...controllers].flatMap(([{ servers, settings }, controller]) => {
    const lost = new Map<NginxIngress, Set<string>>();
    for (const server of servers.values()) {
      for (const { ingress, backend } of server.locations) {
        if (!ingress || !backend || REDIRECTS.some(name => textOf(ingress, name) !== undefined)) continue;
        const { kept } = ownMeans(ingress, server, { ...context, controller });
        const found = globalProtectionsOf(ingress, settings).filter(what => !kept.has(what));
        if (found.length > 0) lost.set(ingress, new Set([...lost.get(ingress) ?? [], ...found]));
      }
    }
    return [...lost].map(([ingress, found]) => ({ object: referenceOf(ingress), detail: `${[...found].sort().join(', ')}, which the controller's ConfigMap asks for on all hosts` }));
  });
}

const REDIRECTS: readonly string[] = ['temporal-redirect', 'permanent-redirect'];

/** What other software than controllers reads from Ingresses, or writes there. */
const OF_OTHER_SOFTWARE = /^(kubectl\.|kubernetes\.io\/|([\w-]+\.)*(cert-manager\.io|external-dns\.[\w.]+|helm\.sh|argoproj\.io|fluxcd\.io|cattle\.io)\/)/;

/** They are not known, so each may be what protects the Ingress. */
function annotationsOfOthers({ others }: Conversion['ingresses']): ConcernedObject[] {
  return others.flatMap(({ className, ingress, object }) => {
    const { annotations } = (object.object.metadata ?? {}) as { annotations?: Record<string, unknown> };
    return Object.keys(annotations ?? {}).filter(name => !OF_OTHER_SOFTWARE.test(name)).map(name => ({ object: referenceOf(ingress), detail: `${name}, of the class ${className}` }));
  });
}

/** Paths that are in no server, and no canary of one. */
function ignoredPaths(ingresses: Conversion['ingresses']): ConcernedObject[] {
  return [...outrankedPaths(ingresses), ...unreachablePaths(ingresses)];
}

/** nginx merges slashes and resolves dot segments before it looks for a location. */
function unreachablePaths({ controllers }: Conversion['ingresses']): ConcernedObject[] {
  const plain = [...controllers.keys()].flatMap(({ servers }) => [...servers.values()].filter(({ isRegex }) => !isRegex));
  return plain.flatMap(({ host, locations }) => locations
    .flatMap(({ ingress, type, path }) => ingress && !isReachable(path)
      ? [{ object: referenceOf(ingress), detail: `${type} ${path} of ${host === '_' ? 'all hosts' : host}: no request has it, since nginx merges slashes and resolves dot segments` }]
      : []));
}

function outrankedPaths({ configurations, nginx, others }: Conversion['ingresses']): ConcernedObject[] {
  const used = new Map<NginxIngress, Set<string>>();
  for (const { servers, canaries } of configurations) {
    for (const { host, locations } of servers.values()) {
      for (const { ingress, type, path } of locations) if (ingress) used.set(ingress, (used.get(ingress) ?? new Set()).add(`${host} ${type} ${path}`));
    }
    for (const { ingress } of canaries.values()) used.set(ingress, (used.get(ingress) ?? new Set()).add('canary'));
  }
  return [...nginx, ...others.map(({ ingress }) => ingress)].flatMap(ingress => {
    const own = used.get(ingress);
    if (own?.has('canary')) return [];
    return ingress.rules.flatMap(({ host, paths }) => paths.filter(({ path, type }) => !own?.has(`${host} ${type} ${path}`))
      .map(({ path, type }) => ({ object: referenceOf(ingress), detail: `${type} ${path} of ${host === '_' ? 'all hosts' : host}` })));
  });
}

/** What differs of policies: where they keep requests out, somebody has to read it. */
function policyOccurrences(annotations: readonly UsedAnnotation[]): (readonly [string, readonly Occurrence[]])[] {
  const differing = annotations.filter(({ differs }) => differs !== undefined);
  const protections = differing.filter(({ name }) => protectionBy(name) !== undefined);
  const others = differing.filter(({ name }) => protectionBy(name) === undefined);
  return [
    [RULE_IDS.policyDiffers, about('Policies take the place of protections, let no more requests in, and do not do quite the same.', protections.map(concerned))],
    [RULE_IDS.policyDiffers, about('Policies take the place of annotations, and do not do quite the same.', others.map(concerned))
      .map(occurrence => ({ ...occurrence, severity: FindingSeverity.INFO }))],
  ];
}

function about(message: string, objects: readonly ConcernedObject[]): Occurrence[] {
  return objects.length === 0 ? [] : [{ message, objects }];
}

function requestOccurrences(differences: readonly RequestDifference[]): (readonly [string, readonly Occurrence[]])[] {
  return differences.map(difference => {
    const { class: kind, ingress, request, before, after, count, isNormalization } = difference;
    const others = count === 1 ? '' : ` (and ${countOf(count - 1, 'request')} like it)`;
    const occurrence: Occurrence = {
      message: `${request}: before ${before}; after ${after}${others}.`,
      objects: ingress ? [{ object: referenceOf(ingress) }] : [],
      // A path that no client sends on its own: whoever needs it has to try it.
      ...isNormalization && { severity: FindingSeverity.INFO },
    };
    return [requestRuleId(kind), [occurrence]] as const;
  });
}

function concerned({ ingress, name, note }: UsedAnnotation): ConcernedObject {
  return { object: referenceOf(ingress), detail: `${name}${note === undefined ? '' : `: ${note}`}` };
}

export function referenceOf({ namespace, name, source }: NginxIngress): ObjectReference {
  return { kind: 'Ingress', namespace, name, ...source && { source } };
}

function referenceOfObject({ object, source }: SourcedObject): ObjectReference {
  const { name, namespace } = (object.metadata ?? {}) as { name?: unknown; namespace?: unknown };
  return { kind: 'Ingress', namespace: typeof namespace === 'string' ? namespace : 'default', name: typeof name === 'string' ? name : '?', ...source && { source } };
}
