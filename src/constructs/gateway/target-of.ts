import { IConstruct } from 'constructs';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';
import { GATEWAY_API_MINORS, GatewayApiChannel, GatewayApiMinor, GatewayApiTarget } from '../../programs/gateway-api/target';

/** The name under which a scope's target is kept. */
export const CONTEXT = 'cdk8s-nftables/gateway-api';

/** The target of a construct: that of its scope. */
export function targetOf(scope: IConstruct): GatewayApiTarget {
  return scope.node.tryGetContext(CONTEXT) as GatewayApiTarget | undefined ?? readTarget({}, scope.node.path);
}

interface GivenTarget {
  readonly version?: string;
  readonly channel?: string;
}

/** @throws InputError where the release is not known */
export function readTarget({ version = GATEWAY_API_MINORS.at(-1)!, channel = 'standard' }: GivenTarget, path: string): GatewayApiTarget {
  const minor = /^v?(\d+\.\d+)(\.\d+)?$/.exec(version)?.[1];
  if (GATEWAY_API_MINORS.includes(minor as GatewayApiMinor)) return { minor: minor as GatewayApiMinor, channel: channel as GatewayApiChannel };
  throw new InputError(`${path}: version: ${quoted(version)} is not a release of Gateway API that is known; expected ${GATEWAY_API_MINORS.join(', ')}`
    + didYouMean(version, GATEWAY_API_MINORS));
}
