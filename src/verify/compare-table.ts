import { ClusterWords } from './cluster-words';
import { chainDifference } from './compare-chain';
import { elementDifference } from './compare-elements';
import { Difference } from './difference';
import { IP_FAMILY_OF } from '../base/ip/enums';
import { IpFamily } from '../base/ip/ip-family';
import { ContainerDifference, differenceOf } from '../dataplane/compare/table-difference';
import { ElementSet, Table, VerdictMap } from '../dataplane/nftables/model/table';
import { renderSet } from '../dataplane/nftables/render/nft-script';

/**
 * What is not as predicted in one of kube-proxy's tables.
 *
 * @param live what is reconciled with the prediction; undefined where there is no such table
 */
export function compareTable(live: Table | undefined, predicted: Table, words: ClusterWords): Difference[] {
  const family = IP_FAMILY_OF[predicted.family];
  const object = `table ${predicted.family} ${predicted.name}`;
  const protocol = predicted.family === 'ip' ? 'IPv4' : 'IPv6';
  const whole = (description: string): Difference => ({ family, kind: live ? 'changed' : 'missing', object, description, live: [], predicted: [] });
  if (!live) return [whole(`There is no ${object}: the node serves no Service by ${protocol}`)];
  if (isEmptied(live)) return [whole(`No chain of ${object} has a rule: the node serves no Service by ${protocol}`)];
  const difference = differenceOf(live, predicted);
  return [
    ...live.isDormant ? [whole(`The kernel passes over ${object}, which has the flag dormant: the node serves no Service by ${protocol}`)] : [],
    ...difference.chains.map(chain => chainDifference(chain, family, words)),
    ...difference.sets.flatMap(set => containerDifferences('set', set, family, words)),
    ...difference.maps.flatMap(map => containerDifferences('map', map, family, words)),
  ];
}

/** `nft flush table` leaves chains without rules, and sets as they are. */
function isEmptied(live: Table): boolean {
  return [...live.chains.values()].every(({ rules }) => rules.length === 0);
}

function containerDifferences(
  type: 'set' | 'map', container: ContainerDifference<ElementSet | VerdictMap>, family: IpFamily, words: ClusterWords,
): Difference[] {
  const { before, after, name, hasOtherProperties } = container;
  const servicePort = words.servicePortOf(name);
  const of = { family, object: `${type} ${name}`, ...servicePort === undefined ? {} : { servicePort } };
  if (!after) {
    const isKnown = servicePort !== undefined || KNOWN_SETS.has(name);
    const description = servicePort ? `The affinity set of an endpoint that Service ${servicePort.service} does not have is still there: ${name}`
      : `The ${type} ${name} is there, which is not predicted`;
    return [{ ...of, kind: isKnown ? 'stale' : 'foreign', description, live: [name], predicted: [] }];
  }
  if (!before) return [{ ...of, kind: 'missing', description: `The ${type} ${name} is missing`, live: [], predicted: [name] }];
  const changed: Difference[] = [];
  if (hasOtherProperties) changed.push({ ...of, kind: 'changed', ...propertiesChange(type, before, after) });
  return [...changed, ...container.elements.map(element => elementDifference(name, element, family, words))];
}

/** Sets that rulesets of other settings have. */
const KNOWN_SETS: ReadonlySet<string> = new Set(['nodeport-ips', 'hairpin-connections']);

function propertiesChange(type: string, before: ElementSet | VerdictMap, after: ElementSet | VerdictMap): Pick<Difference, 'description' | 'live' | 'predicted'> {
  const timeout = (container: ElementSet | VerdictMap) => ('timeoutSeconds' in container ? container.timeoutSeconds : undefined);
  const [live, predicted] = [timeout(before), timeout(after)];
  const description = live === predicted ? `The ${type} ${before.name} has keys of another type`
    : `The ${type} ${before.name} forgets clients after ${live ?? 'no'} seconds instead of ${predicted ?? 'never'}`;
  const text = (container: ElementSet | VerdictMap) => [renderSet(container as ElementSet)];
  return { description, live: text(before), predicted: text(after) };
}
