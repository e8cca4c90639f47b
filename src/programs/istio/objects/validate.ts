import { checkPeerAuthentication, checkRequestAuthentication } from './authentication';
import { actionOf, checkAuthorizationPolicy } from './authorization-policy';
import { ObjectCheck, text } from './check';
import { decodeSpec } from './decode';
import { checkDestinationRule } from './destination-rule';
import { checkEnvoyFilter, checkProxyConfig, checkTelemetry, checkTrafficExtension, checkWasmPlugin } from './extensions';
import { checkGateway } from './gateway';
import { istioKind } from './kinds';
import { checkSchema } from './schema-problems';
import { checkServiceEntry, checkWorkloadEntry, checkWorkloadGroup } from './service-entry';
import { checkSidecar } from './sidecar';
import { checkVirtualService } from './virtual-service';
import { quoted } from '../../../base/errors';
import { groupOf } from '../../../base/objects/api-version';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { IstioVersion } from '../releases';
import { ValuesProblem } from '../values-problem';

/** What istiod's webhook finds about a decoded object, by group and kind. */
const CHECKS: Readonly<Record<string, (check: ObjectCheck) => void>> = {
  'extensions.istio.io/TrafficExtension': checkTrafficExtension,
  'extensions.istio.io/WasmPlugin': checkWasmPlugin,
  'networking.istio.io/DestinationRule': checkDestinationRule,
  'networking.istio.io/EnvoyFilter': checkEnvoyFilter,
  'networking.istio.io/Gateway': checkGateway,
  'networking.istio.io/ProxyConfig': checkProxyConfig,
  'networking.istio.io/ServiceEntry': checkServiceEntry,
  'networking.istio.io/Sidecar': checkSidecar,
  'networking.istio.io/VirtualService': checkVirtualService,
  'networking.istio.io/WorkloadEntry': checkWorkloadEntry,
  'networking.istio.io/WorkloadGroup': checkWorkloadGroup,
  'security.istio.io/AuthorizationPolicy': checkAuthorizationPolicy,
  'security.istio.io/PeerAuthentication': checkPeerAuthentication,
  'security.istio.io/RequestAuthentication': checkRequestAuthentication,
  'telemetry.istio.io/Telemetry': checkTelemetry,
};

/**
 * Why an object is refused: by istiod's webhook, which is pkg/config/validation of github.com/istio/istio, as of 1.30.3, with fields, words and targets of other
 * minors as they have them; or by the API server, for the CustomResourceDefinition of the minor. What they only warn of is not here.
 */
export function validateIstioObject(object: PlainObject, version: IstioVersion): ValuesProblem[] {
  const groupAndKind = `${groupOf(object.apiVersion) ?? ''}/${String(object.kind)}`;
  const kind = istioKind(groupAndKind);
  if (!kind) return [];
  if ((kind.first ?? 0) > version.number) return [{ path: ['kind'], message: `${String(object.kind)} is there from Istio 1.${kind.first} on` }];
  const served = String(object.apiVersion).split('/')[1];
  if (!kind.versions.includes(served)) {
    return [{ path: ['apiVersion'], message: `${quoted(object.apiVersion)} is not served; expected ${kind.versions.map(each => `${String(groupOf(object.apiVersion))}/${each}`).join(' or ')}` }];
  }
  const ofWebhook = webhookProblems(groupAndKind, object, version);
  // What both refuse is said once: of two places one may be in the other.
  const { problems } = checkSchema(groupAndKind, object, version.number);
  const ofSchema = problems.filter(({ path }) => !ofWebhook.some(other => isNear(path, other.path)));
  return [...ofWebhook, ...ofSchema];
}

/** The fields of an object that the minor does not have: istiod and the API server pass them over. */
export function unknownFields(object: PlainObject, version: IstioVersion): readonly ValuesProblem[] {
  return checkSchema(`${groupOf(object.apiVersion) ?? ''}/${String(object.kind)}`, object, version.number).unknown;
}

/** Whether two places are the same, or one is in the other; what is said of a spec as a whole is not about all of its fields. */
function isNear(path: ValuesProblem['path'], other: ValuesProblem['path']): boolean {
  const shared = Math.min(path.length, other.length);
  return (shared > 1 || path.length === other.length) && path.slice(0, shared).every((key, i) => String(key) === String(other[i]));
}

/** What istiod's webhook refuses. */
export function webhookProblems(groupAndKind: string, object: PlainObject, version: IstioVersion): ValuesProblem[] {
  const { spec, problems } = decodeSpec(groupAndKind, object.spec, version.number);
  // What cannot be decoded is not looked at any further.
  if (problems.length > 0) return [...problems];
  const check = new ObjectCheck(object, spec, version);
  checkAnnotations(check, groupAndKind);
  if (check.problems.length === 0 && Object.hasOwn(CHECKS, groupAndKind)) CHECKS[groupAndKind](check);
  return check.problems;
}

/** `validateMetadata` and `checkDryRunAnnotation` */
function checkAnnotations(check: ObjectCheck, groupAndKind: string): void {
  const annotations = mappingOf(check.metadata.annotations);
  for (const name of ['internal.istio.io/webhook-always-reject', 'internal.istio.io/parent-namespace', 'internal.istio.io/parents']) {
    check.report(['metadata', 'annotations', name], Object.hasOwn(annotations, name) && 'is reserved for istiod');
  }
  const name = 'istio.io/dry-run';
  if (!Object.hasOwn(annotations, name)) return;
  const path = ['metadata', 'annotations', name];
  if (groupAndKind !== 'security.istio.io/AuthorizationPolicy') {
    check.report(path, 'is only known on an AuthorizationPolicy');
  } else if (!['ALLOW', 'DENY'].includes(actionOf(check.spec))) {
    check.report(path, `is only known with ALLOW and DENY, not with ${actionOf(check.spec)}`);
  } else if (!BOOLEANS.includes(text(annotations[name]))) {
    check.report(path, `${quoted(annotations[name])} is neither "true" nor "false"`);
  }
}

/** What Go's strconv.ParseBool takes. */
const BOOLEANS = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];
