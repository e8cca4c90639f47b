import { describeTarget } from '../../../programs/gateway-api/target';
import { validateGatewayObject } from '../../../programs/gateway-api/validate';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { GatewayApiRule } from '../../goals/gateway-api/rule';

export const gatewayCrdsVersion: GatewayApiRule = {
  id: 'gateway-crds-version',
  title: 'CustomResourceDefinitions of another release or channel',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'The annotations gateway.networking.k8s.io/bundle-version and gateway.networking.k8s.io/channel of the CustomResourceDefinitions show which release and channel a '
    + 'cluster has. With CustomResourceDefinitions of an older release or of the standard channel, the API server refuses newer kinds and versions, and drops fields that it does not '
    + 'know. Definitions of several releases in one cluster come from an upgrade that was not completed.',
  remediation: 'Install the CustomResourceDefinitions of the release that the objects are written for, all of them from one release and channel, or do without '
    + 'the fields that are named.',
  references: ['https://gateway-api.sigs.k8s.io/guides/getting-started/', 'https://gateway-api.sigs.k8s.io/concepts/versioning/'],
  * check({ cluster, installed, objects, problems }) {
    const definitions = [...cluster.gatewayApiDefinitions.values()];
    const releases = new Set(definitions.map(({ bundleVersion, channel }) => `${bundleVersion} ${channel}`));
    yield* whereAny(releases.size < 2 ? [] : definitions.map(object => ({ object, detail: `${object.bundleVersion ?? 'no version'}, ${object.channel ?? 'no'} channel` })), {
      message: 'The CustomResourceDefinitions are not all from the same release and channel.',
      severity: FindingSeverity.WARNING,
    });
    if (!installed) return;
    const refused = objects.filter(object => !problems.has(object)).flatMap(object => validateGatewayObject(object.object, installed)
      .map(({ field, message }) => ({ object, detail: `${field}: ${message}` })));
    yield* whereAny(refused, { message: `The cluster has ${describeTarget(installed)}, which does not accept objects that the target accepts.` });
    const defined = new Set(definitions.map(({ definedKind }) => definedKind));
    yield* whereAny(objects.filter(({ kind }) => !defined.has(kind)).map(object => ({ object })), {
      message: 'The input has CustomResourceDefinitions of Gateway API, but not those of all kinds that are used.',
      severity: FindingSeverity.WARNING,
    });
  },
};
