import { ReplacementView } from './view';
import { Service } from '../../cluster/served/service';
import { Period } from '../../programs/cilium/target';
import { ServiceBehaviorConsequence } from '../modes/vocabulary';
import { KubeProxyMode } from '../settings';

/** Something that is concerned, with what of it: a port, an address, a node. */
export interface Concerned {
  readonly detail?: string;
}

/** Text that depends on the mode or on values. */
export type TopicText = string | ((view: ReplacementView) => string);

/**
 * One thing in which Cilium's replacement of kube-proxy differs from kube-proxy in one of its modes. What is certain for a Service says so by a
 * consequence; what objects do not decide is a question.
 */
export interface Topic extends Period {
  /** In kebab-case. */
  readonly id: string;
  /** The modes of kube-proxy that differ. All of them where it is missing. */
  readonly modes?: readonly KubeProxyMode[];
  /** What it means to those who use a Service; missing where only something that is not in the objects decides. */
  readonly consequence?: ServiceBehaviorConsequence;
  /** What happens with kube-proxy. */
  readonly before: TopicText;
  /** What happens with Cilium, or may happen. */
  readonly after: TopicText;
  /** What is not known, where there is no consequence: `whether clients …`. */
  readonly question?: TopicText;
  /** The value of Cilium's chart that decides it. */
  readonly value?: string;
  /** Where upstream has it, in the sources of Cilium 1.20 unless it is an address. */
  readonly source: string;
  /** What of a Service is concerned. */
  readonly ofService?: (service: Service, view: ReplacementView) => Iterable<Concerned>;
  /** What of the cluster as a whole is concerned. */
  readonly ofCluster?: (view: ReplacementView) => Iterable<Concerned & { readonly name?: string }>;
}

/** Something that is concerned as a whole, or nothing. */
export function* whole(isConcerned: boolean): Generator<Concerned> {
  if (isConcerned) yield {};
}

/** One concern for several parts, such as ports. */
export function* parts(texts: readonly string[]): Generator<Concerned> {
  if (texts.length > 0) yield { detail: texts.join(', ') };
}
