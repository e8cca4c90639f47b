import { IConstruct } from 'constructs';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';
import { minorTextOf, parseVersion } from '../../base/version/version';
import { GATEWAY_API_FEATURES } from '../../programs/gateway-api/features';
import { ConformanceReport, conformanceReportOf } from '../../programs/gateway-api/implementations';
import { GATEWAY_API_MINORS, GatewayApiChannel, GatewayApiMinor, GatewayApiTarget } from '../../programs/gateway-api/target';
import { withPath } from '../props/with-path';

/** The name under which a scope's target is kept. */
export const CONTEXT = 'cdk8s-nftables/gateway-api';

/** What the objects of a scope are for. */
export interface ConstructTarget extends GatewayApiTarget {
  /** What the implementation has reported of itself, where one is named. */
  readonly report?: ConformanceReport;
  /** Features that objects may need although the implementation reports them as unsupported. */
  readonly acceptedFeatures: readonly string[];
}

/** The target of a construct: that of its scope. */
export function targetOf(scope: IConstruct): ConstructTarget {
  return scope.node.tryGetContext(CONTEXT) as ConstructTarget | undefined ?? readTarget({}, scope.node.path);
}

interface GivenTarget {
  readonly version?: string;
  readonly channel?: string;
  readonly implementation?: string;
  readonly acceptedFeatures?: readonly string[];
}

/** @throws InputError where the release, the implementation or a feature is not known */
export function readTarget({ version = GATEWAY_API_MINORS.at(-1)!, channel = 'standard', implementation, acceptedFeatures = [] }: GivenTarget, path: string): ConstructTarget {
  const parsed = parseVersion(version, 1);
  const minor = parsed && minorTextOf(parsed);
  if (!GATEWAY_API_MINORS.includes(minor as GatewayApiMinor)) {
    throw new InputError(`${path}: version: ${quoted(version)} is not a release of Gateway API that is known; expected ${GATEWAY_API_MINORS.join(', ')}`);
  }
  const features = [...new Set(GATEWAY_API_FEATURES.map(({ name }) => name))];
  const unknown = acceptedFeatures.find(feature => !features.includes(feature));
  if (unknown !== undefined) throw new InputError(`${path}: acceptedFeatures: ${quoted(unknown)} is not a feature of Gateway API${didYouMean(unknown, features)}`);
  return {
    minor: minor as GatewayApiMinor,
    channel: channel as GatewayApiChannel,
    ...implementation !== undefined && { report: withPath(path, () => conformanceReportOf(implementation, minor as GatewayApiMinor)) },
    acceptedFeatures,
  };
}
