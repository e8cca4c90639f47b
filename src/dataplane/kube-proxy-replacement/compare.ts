import { Topic, TopicText } from './topic';
import { BALANCING_TOPICS } from './topics/balancing';
import { REACH_TOPICS } from './topics/reach';
import { SURROUNDING_TOPICS } from './topics/surroundings';
import { ReplacementView } from './view';
import { CiliumMinor, holdsIn } from '../../programs/cilium/target';
import { ServiceBehaviorConsequence } from '../modes/vocabulary';
import { KubeProxyMode } from '../settings';

/** Who is concerned, and by what: `shop/web` by `30080/udp`. Without a name it is the cluster. */
export interface ConcernedService {
  readonly name?: string;
  readonly detail?: string;
}

/** One thing that is different for Services, or for the cluster as a whole. */
export interface ReplacementDifference {
  readonly topic: string;
  readonly consequence: ServiceBehaviorConsequence;
  readonly before: string;
  readonly after: string;
  /** The value of the chart that decides it. */
  readonly value?: string;
  readonly source: string;
  /** Services by `namespace/name`; workloads by their description. */
  readonly concerned: readonly ConcernedService[];
}

/** Something that may be different, and that objects do not decide. */
export interface ReplacementQuestion extends Omit<ReplacementDifference, 'consequence'> {
  /** `whether clients …` */
  readonly question: string;
}

/** What differs for Services between kube-proxy in one of its modes and Cilium in its place. */
export interface ReplacementComparison {
  readonly mode: KubeProxyMode;
  readonly minor: CiliumMinor;
  /** How many Services kube-proxy serves. */
  readonly serviceCount: number;
  readonly differences: readonly ReplacementDifference[];
  readonly unknowns: readonly ReplacementQuestion[];
}

const TOPICS: readonly Topic[] = [...REACH_TOPICS, ...BALANCING_TOPICS, ...SURROUNDING_TOPICS];
const CONSEQUENCES = Object.values(ServiceBehaviorConsequence);

/** What becomes of each Service when Cilium takes the place of kube-proxy. */
export function compareReplacement(view: ReplacementView): ReplacementComparison {
  const { mode, minor, cluster } = view;
  const services = [...cluster.services.values()];
  const differences: ReplacementDifference[] = [];
  const unknowns: ReplacementQuestion[] = [];
  for (const topic of TOPICS) {
    if (!holdsIn(topic, minor) || (topic.modes && !topic.modes.includes(mode))) continue;
    const concerned = [
      ...topic.ofService ? services.flatMap(service => [...topic.ofService!(service, view)].map(each => ({ name: `${service.namespace}/${service.name}`, ...each }))) : [],
      ...topic.ofCluster ? topic.ofCluster(view) : [],
    ];
    if (concerned.length === 0) continue;
    const text = (each: TopicText): string => typeof each === 'string' ? each : each(view);
    const { id, before, after, value, source } = topic;
    const told = { topic: id, before: text(before), after: text(after), ...value !== undefined && { value }, source, concerned };
    if (topic.consequence !== undefined) differences.push({ ...told, consequence: topic.consequence });
    else unknowns.push({ ...told, question: text(topic.question!) });
  }
  differences.sort((a, b) => CONSEQUENCES.indexOf(a.consequence) - CONSEQUENCES.indexOf(b.consequence));
  return { mode, minor, serviceCount: services.filter(({ isServed }) => isServed).length, differences, unknowns };
}

/** Whether something breaks that works with kube-proxy. */
export function breaksSomething({ differences }: ReplacementComparison): boolean {
  return differences.some(({ consequence }) => consequence === ServiceBehaviorConsequence.BREAKS);
}
