/** What users have answered; each goal says which of these it asks for. */
export interface GoalAnswers {
  /** The version of what the goal brings: of kube-proxy, for nftables. */
  readonly targetVersion?: string;
  /** Calico's version, where the objects do not show it. */
  readonly calicoVersion?: string;
  /** The release of Gateway API. */
  readonly gatewayApi?: string;
  /** The channel of Gateway API. */
  readonly channel?: string;
  /** The implementation of Gateway API, by its name in conformance reports. */
  readonly implementation?: string;
  /** The version of Cilium. */
  readonly ciliumVersion?: string;
  /** The API versions that a chart is told the cluster has, separated by commas. */
  readonly apiVersions?: string;
  /** Istio's version, where the objects do not show it. */
  readonly istioVersion?: string;
}

/** What a goal is called, and what it asks. */
export interface GoalQuestions {
  /** The value of `--goal`, in kebab-case. */
  readonly id: string;
  /** What it is, for help: `kube-proxy in nftables mode`. */
  readonly title: string;
  readonly options: readonly GoalOption[];
  /** The program of whose charts files without kinds of objects are values. Default: such files are not read. */
  readonly valuesOf?: 'cilium' | 'istio';
}

/** An option of the command line that a goal asks for. Goals that ask the same share the option. */
export interface GoalOption {
  readonly name: keyof GoalAnswers;
  /** `--target-version <X.Y>` */
  readonly flags: string;
  /** What the value is, for help, and for the message where it is missing. */
  readonly description: string;
  readonly isRequired: boolean;
}
