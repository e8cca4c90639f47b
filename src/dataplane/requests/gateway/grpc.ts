import { RegexDialect } from './dialects';
import { HttpRequest } from '../request';

/** Requests of gRPC, as GRPCRoutes match them. Source: apis/v1/grpcroute_types.go; the protocol is that of grpc/grpc, doc/PROTOCOL-HTTP2.md. */

/** Whether a request is one of gRPC. */
export function isGrpc({ method, headers }: HttpRequest): boolean {
  return method === 'POST' && /^application\/grpc($|[+;])/i.test(headers.get('content-type') ?? '');
}

interface MethodMatch {
  readonly type?: string;
  readonly service?: string;
  readonly method?: string;
}

/** Whether a match of a method takes the path of a request, which is `/SERVICE/METHOD`. */
export function methodMatches({ type = 'Exact', service = '', method = '' }: MethodMatch, path: string, regex: RegexDialect): boolean | undefined {
  const [, calledService, calledMethod] = /^\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (calledService === undefined) return false;
  const compare = (wanted: string, called: string): boolean | undefined => wanted === '' || (type === 'Exact' ? wanted === called : regex(wanted, called));
  const verdicts = [compare(service, calledService), compare(method, calledMethod)];
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** Where a match stands among others of its hostname: the characters of its service, those of its method, its headers. */
export function grpcRank({ method = {}, headers = [] }: any): readonly number[] {
  return [[...method.service ?? ''].length, [...method.method ?? ''].length, headers.length];
}
