import { isBefore, leadingVersion, parseVersion } from '../../../base/version/version';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const gatewayCrds: AmbientRule = {
  id: 'gateway-crds',
  title: 'Gateway API missing or older than Istio needs',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'Waypoints are Gateways, so the CustomResourceDefinitions of Gateway API have to be in the cluster, from the release that the minor of '
    + 'Istio is built with or a later one. Istio does not install them. With older ones, kinds and fields that istiod watches are missing.',
  remediation: 'Install the standard bundle of that release before istiod.',
  references: ['https://istio.io/latest/docs/ambient/getting-started/', 'https://github.com/istio/istio/blob/1.30.3/go.mod'],
  * check(context) {
    const { cluster, version } = context;
    if (!context.isAmbient) return;
    const needed = parseVersion(version.gatewayApi, 1)!;
    const definitions = [...cluster.gatewayApiDefinitions.values()];
    const old = definitions.filter(({ bundleVersion }) => isBefore(leadingVersion(bundleVersion ?? ''), 1, needed.minor) === true);
    yield* whereAny(old.map(object => ({ object, detail: String(object.bundleVersion) })), { message: `Istio ${version.minor} needs Gateway API ${version.gatewayApi}.` });
    if (definitions.length > 0 || cluster.nodes.size === 0 || cluster.gatewayApiObjects.size > 0) return;
    yield {
      message: `The input has no CustomResourceDefinitions of Gateway API; Istio ${version.minor} needs those of ${version.gatewayApi}.`,
      severity: FindingSeverity.WARNING,
      objects: context.ambientNamespaces.flatMap(({ object }) => object ? [{ object }] : []),
    };
  },
};
