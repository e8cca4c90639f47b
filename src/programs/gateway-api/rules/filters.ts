import { ObjectRule, pathsOf } from './rule';

/** Rules about the filters of HTTPRoutes and GRPCRoutes. Source: apis/v1/httproute_types.go, apis/v1/grpcroute_types.go. */

/** The field of each type of filter. */
const HTTP_FILTERS: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  ExtensionRef: 'extensionRef',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
};
const GRPC_FILTERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(HTTP_FILTERS).filter(([type]) => ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef'].includes(type)),
);

const LISTS = ['spec.rules[].filters', 'spec.rules[].backendRefs[].filters'];
const eachFilter = (path = ''): string[] => LISTS.map(list => `${list}[]${path}`);

interface Filter {
  readonly type: string;
  readonly [field: string]: any;
}

/** A filter has the field that its type names, and no other one. */
function union(kind: string, fields: Readonly<Record<string, string>>): ObjectRule {
  return {
    paths: pathsOf([kind], ...eachFilter()),
    check: (filter: Filter) => {
      const own = fields[filter.type];
      if (own !== undefined && filter[own] === undefined) return `${own} is missing; the type ${filter.type} requires it`;
      const other = Object.entries(fields).find(([type, field]) => type !== filter.type && filter[field] !== undefined);
      return other && `${other[1]} belongs to the type ${other[0]}, and the type is ${filter.type}`;
    },
  };
}

function notRepeated(kind: string, type: string, holds?: ObjectRule['holds']): ObjectRule {
  return {
    paths: pathsOf([kind], ...LISTS),
    ...holds && { holds },
    check: (filters: readonly Filter[]) => filters.filter(filter => filter.type === type).length > 1
      ? `there are several filters of the type ${type}; expected one at most` : undefined,
  };
}

const usesPrefix = (filter: Filter, field: string): boolean => {
  const { path } = filter[field] ?? {};
  return path?.type === 'ReplacePrefixMatch' && path.replacePrefixMatch !== undefined;
};

interface HttpRule {
  readonly matches?: readonly { readonly path?: { readonly type?: string } }[];
  readonly filters?: readonly Filter[];
  readonly backendRefs?: readonly { readonly filters?: readonly Filter[] }[];
}

const hasOnePrefix = ({ matches = [] }: HttpRule): boolean => matches.length === 1 && matches[0].path?.type === 'PathPrefix';

/**
 * Replacing the prefix that matched takes one prefix. The CRD's rules look whether exactly one filter, or one backend, does so: two of
 * them pass.
 */
function prefixRules(field: string): ObjectRule[] {
  const message = `${field} with ReplacePrefixMatch requires exactly one match in its rule, of the type PathPrefix`;
  return [
    {
      paths: pathsOf(['HTTPRoute'], 'spec.rules[]'),
      check: (rule: HttpRule) => {
        const isOne = (rule.filters ?? []).filter(filter => usesPrefix(filter, field)).length === 1;
        return isOne && !hasOnePrefix(rule) ? message : undefined;
      },
    },
    {
      paths: pathsOf(['HTTPRoute'], 'spec.rules[]'),
      check: (rule: HttpRule) => {
        const backends = (rule.backendRefs ?? []).filter(({ filters = [] }) => filters.filter(filter => usesPrefix(filter, field)).length === 1);
        return backends.length === 1 && !hasOnePrefix(rule) ? `${message} (it is in a backendRef)` : undefined;
      },
    },
  ];
}

/** The path that a redirect or rewrite sets: its type names the field that it has. */
function pathModifier(field: string): ObjectRule {
  const FIELDS: Readonly<Record<string, string>> = { ReplaceFullPath: 'replaceFullPath', ReplacePrefixMatch: 'replacePrefixMatch' };
  return {
    paths: pathsOf(['HTTPRoute'], ...eachFilter(`.${field}.path`)),
    check: path => {
      const own = FIELDS[path.type];
      if (own !== undefined && path[own] === undefined) return `${own} is missing; the type ${path.type} requires it`;
      const other = Object.entries(FIELDS).find(([type, name]) => type !== path.type && path[name] !== undefined);
      return other && `${other[1]} belongs to the type ${other[0]}, and the type is ${path.type}`;
    },
  };
}

function aloneIfAny(field: string, holds: NonNullable<ObjectRule['holds']>): ObjectRule {
  return {
    paths: pathsOf(['HTTPRoute'], ...eachFilter(`.cors.${field}`)),
    holds,
    check: (values: readonly string[]) => values.includes('*') && values.length > 1 ? '"*" cannot be combined with other values; expected it alone' : undefined,
  };
}

const MIRROR_KINDS = ['HTTPRoute', 'GRPCRoute'];

export const FILTER_RULES: readonly ObjectRule[] = [
  union('HTTPRoute', HTTP_FILTERS),
  union('GRPCRoute', GRPC_FILTERS),
  ...['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite'].map(type => notRepeated('HTTPRoute', type)),
  notRepeated('HTTPRoute', 'CORS', { standard: ['1.5'], experimental: ['1.5'] }),
  ...['RequestHeaderModifier', 'ResponseHeaderModifier'].map(type => notRepeated('GRPCRoute', type)),
  {
    paths: pathsOf(['HTTPRoute'], ...LISTS),
    check: (filters: readonly Filter[]) => ['RequestRedirect', 'URLRewrite'].every(type => filters.some(filter => filter.type === type))
      ? 'RequestRedirect cannot be combined with URLRewrite; expected one of them' : undefined,
  },
  {
    paths: pathsOf(['HTTPRoute'], 'spec.rules[]'),
    check: ({ filters = [], backendRefs = [] }: HttpRule) => backendRefs.length > 0 && filters.some(filter => filter.requestRedirect !== undefined)
      ? 'a rule with a RequestRedirect sends nothing to backends; expected no backendRefs' : undefined,
  },
  ...prefixRules('requestRedirect'),
  ...prefixRules('urlRewrite'),
  pathModifier('requestRedirect'),
  pathModifier('urlRewrite'),
  {
    paths: pathsOf(MIRROR_KINDS, ...eachFilter('.requestMirror')),
    check: ({ percent, fraction }) => percent !== undefined && fraction !== undefined ? 'percent cannot be combined with fraction; expected one of them' : undefined,
  },
  {
    paths: pathsOf(MIRROR_KINDS, ...eachFilter('.requestMirror.fraction')),
    check: ({ numerator, denominator = 100 }) => numerator > denominator
      ? `the numerator ${numerator} is larger than the denominator ${denominator}; expected at most the denominator` : undefined,
  },
  aloneIfAny('allowOrigins', { standard: ['1.4'], experimental: ['1.4'] }),
  aloneIfAny('allowMethods', { standard: ['1.3'], experimental: ['1.3'] }),
  aloneIfAny('allowHeaders', { standard: ['1.5'], experimental: ['1.5'] }),
  {
    paths: pathsOf(['HTTPRoute'], ...eachFilter('.externalAuth')),
    check: auth => {
      const [own, other] = auth.protocol === 'GRPC' ? ['grpc', 'http'] : ['http', 'grpc'];
      if (auth[own] === undefined) return `${own} is missing; the protocol ${auth.protocol} requires it`;
      return auth[other] === undefined ? undefined : `${other} belongs to the protocol ${other.toUpperCase()}, and the protocol is ${auth.protocol}`;
    },
  },
];
