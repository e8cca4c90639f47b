import { equals, ipamOf, isOn } from './computed';
import { Condition, off, on, Row } from './row';
import { quoted } from '../../../../base/errors';
import { isPlainObject, PlainObject } from '../../../../base/objects/fields';
import { goStrings, goText, sortedNames } from '../../../../base/text/go-values';
import { ChartValues, TemplateFailure } from '../chart-values';

const POOLS = 'ipam.operator.autoCreateCiliumPodIPPools';

const isMode = (mode: string): Condition => values => ipamOf(values) === mode;

/** The pools that the operator is to create, as it reads them: `default=ipv4-cidrs:10.10.0.0/16;ipv4-mask-size:24`. */
function podPools(values: ChartValues): string {
  const pools = values.read(POOLS);
  if (pools === undefined || pools === null) return '';
  if (!isPlainObject(pools)) throw new TemplateFailure(POOLS, `${quoted(pools)} is not an object`);
  return sortedNames(pools).map(name => `${name}=${poolAttributes(pools[name], `${POOLS}.${name}`, values.minor === '1.20').join(';')}`).join(',');
}

function poolAttributes(pool: unknown, field: string, hasEnds: boolean): string[] {
  if (!isPlainObject(pool)) throw new TemplateFailure(field, `${quoted(pool)} is not an object; expected ipv4 or ipv6 with cidrs and maskSize`);
  const families = ['ipv4', 'ipv6'].filter(family => Object.hasOwn(pool, family)).flatMap(family => {
    const part = pool[family];
    if (!isPlainObject(part)) throw new TemplateFailure(`${field}.${family}`, `${quoted(part)} is not an object; expected cidrs and maskSize`);
    return [`${family}-cidrs:${goStrings(part.cidrs).join(',')}`, `${family}-mask-size:${goText(part.maskSize)}`];
  });
  return hasEnds ? [...families, ...endsOf(pool)] : families;
}

function endsOf(pool: PlainObject): string[] {
  return ([['allowFirstIP', 'allow-first-ip'], ['allowLastIP', 'allow-last-ip']] as const).filter(([name]) => Object.hasOwn(pool, name))
    .map(([name, attribute]) => `${attribute}:${goText(pool[name])}`);
}

/** Addresses of pods. Source: templates/cilium-configmap.yaml. */
export const IPAM_OPTIONS: readonly Row[] = [
  { option: 'ipam', from: 'ipam.mode', text: ipamOf, when: off('aksbyocni.enabled') },
  // With AKS the pool is the operator's, whatever the mode is, up to 1.18; from 1.19, no mode is written but these two.
  { option: 'ipam', text: 'cluster-pool', when: on('aksbyocni.enabled'), last: '1.18' },
  {
    since: '1.19',
    when: on('aksbyocni.enabled'),
    options: [
      { option: 'ipam', text: 'cluster-pool', when: values => !isOn(values, 'ipam.mode') || equals(values, 'ipam.mode', 'cluster-pool') },
      { option: 'ipam', text: 'multi-pool', when: values => equals(values, 'ipam.mode', 'multi-pool') },
    ],
  },
  {
    since: '1.19',
    when: on('ipam.nodeSpec'),
    options: [
      { option: 'ipam-min-allocate', from: 'ipam.nodeSpec.ipamMinAllocate', when: 'known' },
      { option: 'ipam-pre-allocate', from: 'ipam.nodeSpec.ipamPreAllocate', when: 'known' },
      { option: 'ipam-max-allocate', from: 'ipam.nodeSpec.ipamMaxAllocate', when: 'known' },
      { option: 'ipam-static-ip-tags', from: 'ipam.nodeSpec.ipamStaticIPTags', as: 'commas', when: 'true' },
    ],
  },
  { option: 'ipam-multi-pool-pre-allocation', from: 'ipam.multiPoolPreAllocation', when: 'true' },
  { option: 'ipam-cilium-node-update-rate', from: 'ipam.ciliumNodeUpdateRate', as: 'duration', when: 'true' },
  {
    when: isMode('cluster-pool'),
    options: (['4', '6'] as const).map(family => ({
      when: on(`ipv${family}.enabled`),
      options: [
        { option: `cluster-pool-ipv${family}-cidr`, from: `ipam.operator.clusterPoolIPv${family}PodCIDRList`, as: 'words' },
        { option: `cluster-pool-ipv${family}-mask-size`, from: `ipam.operator.clusterPoolIPv${family}MaskSize` },
      ],
    })),
  },
  { option: 'auto-create-cilium-pod-ip-pools', from: POOLS, text: podPools, when: isMode('multi-pool') },
  { option: 'limit-ipam-api-burst', from: 'ipam.operator.externalAPILimitBurstSize', when: 'true' },
  { option: 'limit-ipam-api-qps', from: 'ipam.operator.externalAPILimitQPS', when: 'true' },
  { option: 'enable-node-ipam', text: 'true', when: on('nodeIPAM.enabled') },
  { option: 'default-lb-service-ipam', from: 'defaultLBServiceIPAM', as: 'printed' },
];
