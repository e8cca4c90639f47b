import { ApiObject } from 'cdk8s';
import { quoted } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { mappingsOf } from '../../base/objects/loose';
import { Problem } from '../../base/schema/problem';
import { CiliumMinor } from '../../programs/cilium/target';

const POD_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';

/** What both validators of Cilium take, and what is enforced otherwise than written, or matches nothing at all. */
export function policyMistakes(spec: PlainObject, minor: CiliumMinor): Problem[] {
  return ['ingress', 'ingressDeny', 'egress', 'egressDeny'].flatMap(list => mappingsOf(spec[list]).flatMap((rule, i) => {
    const at = `${list}[${i}]`;
    return [
      ...Object.entries(rule).filter(([, value]) => Array.isArray(value) && value.length === 0).map(([name]) => empty(`${at}.${name}`)),
      ...mappingsOf(rule.toPorts).flatMap((ports, j) => portsMistakes(ports, `${at}.toPorts[${j}]`, minor)),
    ];
  }));
}

/** An empty list is not the same as none: the agent takes it for one that matches nothing. */
function empty(field: string): Problem {
  return { field, message: 'is empty, and matches nothing; expected at least one item' };
}

function portsMistakes({ ports, rules, serverNames }: PlainObject, at: string, minor: CiliumMinor): Problem[] {
  const http = isPlainObject(rules) ? rules.http : undefined;
  return [
    ...Array.isArray(ports) && ports.length === 0 ? [empty(`${at}.ports`)] : [],
    ...Array.isArray(http) && http.length === 0 ? [{ field: `${at}.rules.http`, message: 'is empty, and then all requests are allowed; expected at least one, or ports without requests' }] : [],
    // pkg/policy/l4.go: EndPort is 0, or at least Port.
    ...mappingsOf(ports).flatMap(({ port, endPort }, i): Problem[] => Number(endPort) < Number(port)
      ? [{ field: `${at}.ports[${i}].endPort`, message: `${String(endPort)} is before the first port, ${String(port)}; expected at least that` }] : []),
    // The whole path is matched, and it begins with a slash.
    ...mappingsOf(http).flatMap(({ path }, i): Problem[] => typeof path === 'string' && /^[\w%-]/.test(path)
      ? [{ field: `${at}.rules.http[${i}].path`, message: `${quoted(path)} matches no path: the whole path is matched; expected one that begins with a slash, as in "/${path}"` }] : []),
    // pkg/policy/api/l4.go: ServerName has patterns from 1.18.
    ...minor === '1.17' && Array.isArray(serverNames) ? serverNames.flatMap((name, i): Problem[] => String(name).includes('*')
      ? [{ field: `${at}.serverNames[${i}]`, message: `${quoted(name)} is a pattern, which Cilium knows from 1.18; in 1.17, it is a name that no client asks for` }] : []) : [],
  ];
}

/** A CiliumNetworkPolicy is for pods of its own namespace, and the agent replaces another one (ParseToCiliumRule of pkg/k8s/apis/cilium.io/utils). */
export function namespaceMistakes({ endpointSelector }: PlainObject, { metadata }: ApiObject): Problem[] {
  const labels = isPlainObject(endpointSelector) && isPlainObject(endpointSelector.matchLabels) ? endpointSelector.matchLabels : {};
  const chosen = labels[POD_NAMESPACE];
  return chosen === undefined || chosen === metadata.namespace ? []
    : [{ field: 'pods', message: `chooses pods of the namespace ${String(chosen)}, and a policy is for those of its own; set metadata.namespace, or use a CiliumClusterwideNetworkPolicy` }];
}
