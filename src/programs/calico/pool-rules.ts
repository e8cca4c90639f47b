import { CalicoRelease } from './features';
import { bgpEnabledIn, cniTypeOf, InstallationSpec, ipamTypeOf, IpPoolSpec, isIpv6Pool } from './installation-spec';
import { quoted } from '../../base/errors';
import { parseCidr } from '../../base/ip/cidr';
import { cidrProblem } from '../../base/schema/addresses';
import { Problem } from '../../base/schema/problem';
import { minorTextOf } from '../../base/version/version';

/** One pool of an Installation, with what it depends on. */
interface PoolContext {
  readonly spec: InstallationSpec;
  readonly release: CalicoRelease;
  readonly index: number;
  readonly pools: readonly IpPoolSpec[];
  readonly isIpv6: boolean;
  /** As the operator fills it in where it is left out (`pkg/controller/ippool/defaults.go`). */
  readonly encapsulation: string;
}

/** The name of a pool's field, and what is wrong with it. */
type PoolProblem = readonly [field: keyof IpPoolSpec, message: string];

type PoolRule = (pool: IpPoolSpec, context: PoolContext) => PoolProblem | false | undefined;

const MOST_POOLS = 25;

const BLOCK_SIZES = { ipv4: { least: 20, most: 32, byDefault: 26 }, ipv6: { least: 116, most: 128, byDefault: 122 } };

/** tigera/operator `pkg/controller/ippool/validation.go`, and what `installation/validation.go` says of pools. */
export function poolProblems(spec: InstallationSpec, release: CalicoRelease): Problem[] {
  const pools = spec.calicoNetwork?.ipPools ?? [];
  const tooMany = { field: 'calicoNetwork.ipPools', message: `${pools.length} pools are too many: expected at most ${MOST_POOLS}` };
  const ofPools = pools.flatMap((pool, index) => {
    const isIpv6 = isIpv6Pool(pool);
    const context = { spec, release, index, pools, isIpv6, encapsulation: pool.encapsulation ?? defaultEncapsulation(spec, isIpv6) };
    return POOL_RULES.map(rule => rule(pool, context))
      .filter(problem => problem !== undefined && problem !== false)
      .map(([field, message]) => ({ field: `calicoNetwork.ipPools[${index}].${field}`, message }));
  });
  return [...pools.length > MOST_POOLS ? [tooMany] : [], ...ofPools];
}

function defaultEncapsulation(spec: InstallationSpec, isIpv6: boolean): string {
  return isIpv6 || cniTypeOf(spec) !== 'Calico' ? 'None' : 'IPIP';
}

const isIpip = (encapsulation: string) => encapsulation.startsWith('IPIP');
const isLoadBalancer = ({ allowedUses }: IpPoolSpec) => allowedUses?.includes('LoadBalancer') ?? false;
const said = ({ encapsulation }: IpPoolSpec, effective: string) => encapsulation === undefined ? `is missing, which means ${effective}, and ${effective}` : effective;

const POOL_RULES: readonly PoolRule[] = [
  ({ cidr }) => {
    const problem = cidr === undefined ? 'is missing: expected such as "10.244.0.0/16"' : cidrProblem(cidr);
    return problem !== undefined && ['cidr', problem];
  },

  repeated('cidr'),
  repeated('name'),

  ({ blockSize }, { isIpv6 }) => {
    const { least, most } = isIpv6 ? BLOCK_SIZES.ipv6 : BLOCK_SIZES.ipv4;
    return blockSize !== undefined && (blockSize < least || blockSize > most)
      && ['blockSize', `${blockSize} is out of range: expected an integer from ${least} to ${most} for an ${isIpv6 ? 'IPv6' : 'IPv4'} pool`];
  },

  ({ cidr, blockSize }, { isIpv6 }) => {
    const { most, byDefault } = isIpv6 ? BLOCK_SIZES.ipv6 : BLOCK_SIZES.ipv4;
    const { prefixLength } = parseCidr(cidr ?? '') ?? { prefixLength: 0 };
    const size = blockSize === undefined ? `is missing, which means ${byDefault}: ` : `${blockSize} is `;
    return prefixLength > (blockSize ?? byDefault)
      && ['blockSize', `${size}${blockSize === undefined ? 'a block of that size is ' : ''}larger than the pool ${quoted(cidr)}: expected an integer from ${prefixLength} to ${most}`];
  },

  ({ nodeSelector }) => nodeSelector === '' && ['nodeSelector', 'is empty: expected a selector such as "all()"'],

  ({ nodeSelector }, { spec }) => Boolean(nodeSelector) && nodeSelector !== 'all()' && cniTypeOf(spec) !== 'Calico'
    && ['nodeSelector', `${quoted(nodeSelector)} needs the Calico CNI plugin: expected "all()" with the plugin ${cniTypeOf(spec)}`],

  (_pool, { isIpv6, encapsulation }) => isIpv6 && isIpip(encapsulation)
    && ['encapsulation', `${encapsulation} is not supported by IPv6 pools: expected VXLAN, VXLANCrossSubnet or None`],

  (_pool, { spec, encapsulation }) => cniTypeOf(spec) !== 'Calico' && encapsulation !== 'None'
    && ['encapsulation', `${encapsulation} needs the Calico CNI plugin: expected None with the plugin ${cniTypeOf(spec)}`],

  (_pool, { spec, encapsulation }) => cniTypeOf(spec) === 'Calico' && ipamTypeOf(spec) === 'HostLocal' && encapsulation.startsWith('VXLAN')
    && ['encapsulation', `${encapsulation} is not supported with HostLocal IPAM: expected IPIP, IPIPCrossSubnet or None`],

  (pool, context) => needsBgp(context) && !isLoadBalancer(pool)
    && ['encapsulation', `${said(pool, context.encapsulation)} needs BGP, which is disabled: expected VXLAN or VXLANCrossSubnet, or BGP enabled`],

  // No other encapsulation is possible there.
  (pool, context) => needsBgp(context) && isLoadBalancer(pool) && context.encapsulation === 'None'
    && ['encapsulation', 'None needs BGP, which is disabled: expected BGP enabled'],

  pool => isLoadBalancer(pool) && pool.allowedUses!.some(use => use !== 'LoadBalancer')
    && ['allowedUses', 'LoadBalancer can\'t stand beside other uses: expected a pool of its own'],

  (pool, { encapsulation }) => isLoadBalancer(pool) && encapsulation !== 'None'
    && ['encapsulation', `${said(pool, encapsulation)} is not supported by a LoadBalancer pool: expected None`],

  pool => isLoadBalancer(pool) && Boolean(pool.nodeSelector) && pool.nodeSelector !== 'all()'
    && ['nodeSelector', `${quoted(pool.nodeSelector)} is not supported by a LoadBalancer pool: expected "all()"`],

  pool => isLoadBalancer(pool) && pool.disableBGPExport === true
    && ['disableBGPExport', 'true is not supported by a LoadBalancer pool: expected false'],

  (pool, { release }) => isLoadBalancer(pool) && pool.natOutgoing === 'Disabled' && release.operator.minor < 40
    && ['natOutgoing', `Disabled is not supported by a LoadBalancer pool with operator ${minorTextOf(release.operator)}: expected Enabled, or operator 1.40 or newer`],
];

/** Routes of IPIP and unencapsulated pools are BIRD's to program, unless Felix does it: 1.44's default for IPIP. */
function needsBgp({ spec, release, isIpv6, encapsulation }: PoolContext): boolean {
  // An IPv6 pool can't have IPIP at all.
  if (isIpv6 && isIpip(encapsulation)) return false;
  if (bgpEnabledIn(spec) || cniTypeOf(spec) !== 'Calico' || ipamTypeOf(spec) !== 'Calico' || encapsulation.startsWith('VXLAN')) return false;
  const mode = spec.calicoNetwork?.clusterRoutingMode ?? (release.operator.minor >= 44 ? 'FelixIPIPOnly' : 'BIRD');
  return mode !== 'Felix' && !(mode === 'FelixIPIPOnly' && isIpip(encapsulation));
}

function repeated(field: 'cidr' | 'name'): PoolRule {
  return (pool, { pools, index }) => {
    const first = pools.findIndex(other => other[field] === pool[field]);
    return pool[field] !== undefined && first < index && [field, `${quoted(pool[field])} is that of ipPools[${first}] as well: expected each once`];
  };
}
