import { ClusterWords, servicePortText, verdictText } from './cluster-words';
import { Difference } from './difference';
import { IpFamily } from '../base/ip/ip-family';
import { ElementDifference } from '../dataplane/compare/table-difference';
import { MapElement, SetElement } from '../dataplane/nftables/model/table';
import { renderElement } from '../dataplane/nftables/render/nft-script';

/** An element of a set or map that is not as predicted, in words. */
export function elementDifference(container: string, { key, before, after }: ElementDifference, family: IpFamily, words: ClusterWords): Difference {
  const servicePort = words.servicePortOfElement((after ?? before)!);
  const place = servicePort ? `${servicePortText(servicePort)}: ` : '';
  const text = (element: SetElement | MapElement | undefined) => (element ? [renderElement(key, element)] : []);
  return {
    family,
    kind: before ? after ? 'changed' : 'stale' : 'missing',
    object: `${container} { ${renderElement(key, (before ?? after)!)} }`,
    ...servicePort === undefined ? {} : { servicePort },
    description: `${place}${problemOf(container, key, before, after, words)}`,
    live: text(before),
    predicted: text(after),
  };
}

/** What each set and map is for: upstream's own comments, in words for people. */
const CONTENT: Readonly<Record<string, string>> = {
  'cluster-ips': 'ClusterIP',
  'nodeport-ips': 'NodePort address',
  'hairpin-connections': 'endpoint',
  'service-ips': 'address',
  'service-nodeports': 'NodePort',
  'firewall-ips': 'load balancer address',
  'no-endpoint-services': 'address without endpoints',
  'no-endpoint-nodeports': 'NodePort without endpoints',
};

function problemOf(
  container: string, key: string, before: SetElement | MapElement | undefined, after: SetElement | MapElement | undefined, words: ClusterWords,
): string {
  const content = `${CONTENT[container] ?? 'element'} ${key}`;
  const of = ownersText(container, (after ?? before)!, words);
  if (before && after) {
    return 'verdict' in before && 'verdict' in after
      ? `${content} ${verdictText(before.verdict)} and not ${verdictText(after.verdict).replace(/^leads /, '')} (map ${container})`
      : `${content} differs (${container})`;
  }
  const address = String((before ?? after)!.key[0]);
  const pod = container === 'hairpin-connections' ? words.podAt(address) : '';
  if (after) return `${content}${pod}${of} is missing (${container})`;
  return `${content}${pod}${of === '' && container in CONTENT && container !== 'nodeport-ips' ? ', which no Service has,' : of} is there, and should not be (${container})`;
}

/** ` of Service shop/cart`, by the address or NodePort. */
function ownersText(container: string, { key }: SetElement | MapElement, words: ClusterWords): string {
  const owners = key.length === 2 ? words.servicesAtNodePort(String(key[0]), Number(key[1]))
    : container === 'hairpin-connections' ? [] : words.servicesAt(String(key[0]));
  if (owners.length === 0) return '';
  return ` of ${owners.length === 1 ? 'Service' : 'Services'} ${owners.join(', ')}`;
}
