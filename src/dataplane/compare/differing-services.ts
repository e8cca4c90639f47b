import { withThoseThatShare } from './sharing-services';
import { isEqual } from '../../base/objects/equal';
import { Endpoint } from '../../cluster/served/endpoint';
import { EndpointSlice } from '../../cluster/served/endpoint-slice';
import { Service } from '../../cluster/served/service';
import { RulesetInputs } from '../nftables/generate';
import { Settings } from '../settings';
import { Features } from '../versions/features';

/** The parts of a Service that decide its rules. */
interface Served {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

/**
 * The Services, by `namespace/name`, whose rules and elements may not be the same on both sides, with those that share an element with one
 * of them. All others need not be looked at: a dump of 10,000 Services, of which ten differ, is compared in half of the time.
 *
 * @returns undefined where something differs on which the rules of all Services depend
 */
export function differingServices(before: RulesetInputs, after: RulesetInputs): ReadonlySet<string> | undefined {
  const haveSameNode = isEqual(before.node, after.node, ['source']) && isEqual(before.settings, after.settings);
  const features = haveSameNode ? differingFeatures(before, after) : undefined;
  if (!features) return undefined;
  const names = new Set<string>();
  for (const [name, service] of before.cluster.services) {
    const other = after.cluster.services.get(name);
    const slices = before.cluster.endpointSlices.get(name) ?? NO_SLICES;
    if (!other || !isSame({ service, slices }, { service: other, slices: after.cluster.endpointSlices.get(name) ?? NO_SLICES })) names.add(name);
    else if (features.some(feature => MATTERS_TO[feature]({ service, slices }))) names.add(name);
  }
  for (const name of after.cluster.services.keys()) if (!before.cluster.services.has(name)) names.add(name);
  return withThoseThatShare(names, [before, after]);
}

const NO_SLICES: readonly EndpointSlice[] = [];

function isSame(a: Served, b: Served): boolean {
  return isEqual(a.service, b.service, ['source']) && a.slices.length === b.slices.length
    && a.slices.every((slice, i) => isEqual(slice, b.slices[i], ['source']));
}

type ServiceFeature = keyof typeof MATTERS_TO;

/** What versions do differently for some Services; undefined where it is so for all of them. */
function differingFeatures(before: RulesetInputs, after: RulesetInputs): ServiceFeature[] | undefined {
  const differing = (Object.keys(before.features) as (keyof Features)[]).filter(name => before.features[name] !== after.features[name]);
  const ofServices = differing.filter(name => !OF_STATIC_RULES.includes(name) && !(name === 'interfaceMatch' && !looksAtInterfaces(before.settings)));
  return ofServices.every((name): name is ServiceFeature => name in MATTERS_TO) ? ofServices : undefined;
}

function looksAtInterfaces({ localDetection: { mode } }: Settings): boolean {
  return mode === 'BridgeInterface' || mode === 'InterfaceNamePrefix';
}

/** Features that change what every ruleset has, and nothing of Services. */
const OF_STATIC_RULES: readonly (keyof Features)[] = ['filterChains', 'serviceCidrs', 'nodePortAddressKeywords', 'checksAddressFamily'];

/** Features that change the rules of some Services alone: whether those of this one may be among them. All that is not here changes all. */
const MATTERS_TO = {
  openSourceRange: ({ service }: Served) => service.sourceRanges.some(({ prefixLength }) => prefixLength === 0),
  nodeHints: hasHints,
  zoneHintsWithoutZone: hasHints,
  duplicateEndpoints: ({ slices }: Served) => slices.length > 1 || slices.some(slice => slice.ports.some(({ endpoints }) => !areDistinct(endpoints))),
  labelSelectors: ({ service, slices }: Served) => [service, ...slices].some(({ labels }) => labels.headless || labels.proxyName),
  singleEndpoint: (served: Served) => mayHaveOneEndpoint(served),
  elementCommentLength: ({ service: { namespace, name, ports } }: Served) => ports.some(port => `${namespace}/${name}:${port.name}`.length > SHORT_COMMENT),
} satisfies { readonly [F in keyof Features]?: (served: Served) => boolean };

/** No version cuts comments of this length. */
const SHORT_COMMENT = 128;

function hasHints({ slices }: Served): boolean {
  const isHinted = ({ status: { nodeHints, zoneHints } }: Endpoint) => nodeHints.length + zoneHints.length > 0;
  return slices.some(({ ports }) => ports.some(({ endpoints }) => endpoints.some(isHinted)));
}

/** In each slice endpoints are in their order, so that equal ones are neighbors. */
function areDistinct(endpoints: readonly Endpoint[]): boolean {
  return endpoints.every(({ address, port }, i) => i === 0 || endpoints[i - 1].address !== address || endpoints[i - 1].port !== port);
}

/** Whether it may be that traffic of a port has one endpoint to go to: a node may choose few of many. */
function mayHaveOneEndpoint(served: Served): boolean {
  const { service, slices } = served;
  if (slices.length !== 1 || hasHints(served)) return true;
  if (service.internalTrafficPolicy === 'Local' || service.externalTrafficPolicy === 'Local') return true;
  const areMany = (endpoints: readonly Endpoint[]) => endpoints.length > 1 && areDistinct(endpoints) && endpoints.every(({ status }) => status.ready);
  return !slices[0].ports.every(({ endpoints }) => areMany(endpoints));
}
