import { Frontend } from './frontends';
import { ExplainedBranch, ExplainedEndpoint, ExplainedStep, MasqueradeReason, PacketVerdict, SourceClass } from './vocabulary';
import { IpFamily } from '../../base/ip/ip-family';
import { Outcome } from '../nftables/trace/packet';

/** What of an explanation is shown. An `Explanation` is one. */
export interface ExplanationView {
  readonly verdict: PacketVerdict;
  readonly reason: string | undefined;
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  readonly family: IpFamily;
  readonly sourceClass: SourceClass;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly destinationPort: number;
  readonly protocol: string;
  readonly endpoints: readonly ExplainedEndpoint[];
  readonly isMasqueraded: boolean;
  readonly masqueradeReason: MasqueradeReason | undefined;
  readonly affinityTimeoutSeconds: number | undefined;
  readonly notes: readonly string[];
  readonly steps: readonly ExplainedStep[];
  readonly branches: readonly ExplainedBranch[];
  readonly _outcomes: readonly Outcome[];
  readonly _frontends: readonly Frontend[];
  /** Who sends the packet, and what it goes to, in words. */
  readonly _descriptions: { readonly source: string; readonly destination: string | undefined };
}
