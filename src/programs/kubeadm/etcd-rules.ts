import { absolutePathProblem } from './checks';
import { quoted } from '../../base/errors';
import { parseGoUrl } from '../../base/schema/go-url';
import { Problem } from '../../base/schema/problem';
import { report } from '../../base/schema/report';

interface ExternalEtcd {
  readonly endpoints?: readonly string[] | null;
  readonly httpEndpoints?: readonly string[] | null;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

interface Etcd {
  readonly local?: object | null;
  readonly external?: ExternalEtcd | null;
}

/** Upstream `ValidateEtcd`, but for what local etcd has in common with other components. */
export function etcdProblems({ etcd }: { readonly etcd?: Etcd }): Problem[] {
  const external = etcd?.external;
  if (!external) return [];
  if (etcd.local) return report('etcd', 'has local and external: expected one of both');
  const { caFile, certFile, keyFile } = external;
  const secured = [caFile, certFile, keyFile].some(Boolean);
  return [
    ...(external.endpoints?.length ? [] : report('etcd.external.endpoints', 'is empty: expected the URLs of etcd\'s members')),
    ...urls('etcd.external.endpoints', external.endpoints, secured),
    ...urls('etcd.external.httpEndpoints', external.httpEndpoints, false),
    ...!certFile === !keyFile ? [] : report(`etcd.external.${certFile ? 'keyFile' : 'certFile'}`, 'is missing: a certificate and its key need each other'),
    ...certFile && keyFile && !caFile ? report('etcd.external.caFile', 'is missing: it is needed beside certFile and keyFile') : [],
    ...Object.entries({ caFile, certFile, keyFile }).flatMap(([name, path]) => path ? report(`etcd.external.${name}`, absolutePathProblem(path)) : []),
  ];
}

function urls(field: string, texts: readonly string[] | null | undefined, secured: boolean): Problem[] {
  return (texts ?? []).flatMap((text, i) => report(`${field}[${i}]`, urlProblem(text, secured)));
}

function urlProblem(text: string, secured: boolean): string | undefined {
  const { scheme, host } = parseGoUrl(text) ?? {};
  const expected = 'expected such as "https://10.0.0.11:2379"';
  if (!scheme || !host) return `${quoted(text)} is no URL: ${expected}`;
  return secured && scheme !== 'https' ? `${quoted(text)} is no https URL, which caFile, certFile and keyFile are for: ${expected}` : undefined;
}
