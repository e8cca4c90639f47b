import { GrpcMatch, PathMatch, PlannedRule } from './model';
import { protocolOf } from '../../../dataplane/requests/ingress-nginx/evaluate';
import { NginxIngress } from '../../../dataplane/requests/ingress-nginx/model';
import { reportedSupport } from '../../../programs/gateway-api/implementations';
import { gatewayApiKind } from '../../../programs/gateway-api/kinds';
import { isAvailable } from '../../../programs/gateway-api/target';
import { ConversionTarget } from '../options';

/** Whether the backends of an Ingress are servers of gRPC. */
export function isOfGrpc(ingress: NginxIngress | undefined): boolean {
  return ['GRPC', 'GRPCS'].includes(protocolOf(ingress, { scheme: 'http' }));
}

/**
 * The rules of a host as those of GRPCRoutes; `undefined` where they stay those of HTTPRoutes. Either all rules of a host and scheme are
 * written so, or none: until 1.6, implementations refuse one of the two kinds where both are attached to a listener with the same
 * hostname, and none of the releases says which of them takes a request.
 */
export function asGrpcRules(rules: readonly PlannedRule[], { api, report }: ConversionTarget): PlannedRule[] | undefined {
  const isServed = gatewayApiKind('GRPCRoute')!.versions.some(({ version, served }) => version === 'v1' && isAvailable(served, api));
  if (!isServed || (report && reportedSupport(report, 'GRPCRoute') !== 'supported')) return undefined;
  const calls = rules.filter(rule => !isSlashRedirect(rule));
  const written = calls.flatMap(rule => {
    const grpc = grpcMatch(rule.match);
    return grpc && isOfGrpc(rule.ingress) && isWritable(rule) ? [{ ...rule, grpc }] : [];
  });
  return written.length > 0 && written.length === calls.length ? written : undefined;
}

/** The path that only lacks a slash is not one of a method. */
function isSlashRedirect({ match, action, ingress }: PlannedRule): boolean {
  const path = action.kind === 'redirect' ? action.redirect.path as { readonly replaceFullPath?: string } | undefined : undefined;
  return isOfGrpc(ingress) && match.type === 'Exact' && path?.replaceFullPath === `${match.value}/`;
}

/** What GRPCRoutes have of filters and other fields. Source: apis/v1/grpcroute_types.go. */
const FILTERS: readonly string[] = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror'];

function isWritable({ action, policies }: PlannedRule): boolean {
  return action.kind === 'forward' && policies.length === 0 && action.filters.every(filter => FILTERS.includes((filter as { readonly type: string }).type))
    && Object.keys(action.more).every(field => field === 'sessionPersistence');
}

/** What the CRDs take for the names of services and methods. */
const SERVICE = /^[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** The calls whose paths, `/SERVICE/METHOD`, a match takes; `undefined` where these are not all calls, those of a service, or those of a method. */
export function grpcMatch({ type, value }: PathMatch): GrpcMatch | undefined {
  if (type === 'RegularExpression') return undefined;
  const [service = '', method, ...more] = value.slice(1).split('/');
  if (type === 'PathPrefix' && service === '' && method === undefined) return {};
  const isService = type === 'PathPrefix' && (method === undefined || method === '');
  if (more.length > 0 || !SERVICE.test(service) || (!isService && !METHOD.test(method ?? ''))) return undefined;
  return isService ? { service } : { service, method };
}
