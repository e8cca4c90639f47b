import { PlannedBehavior } from './behavior';
import { MigrationPaths } from './paths';
import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { toJson } from '../../base/plain';
import { codeSpan, escapeMarkdown } from '../../base/text/markdown';
import { DESTINATION_TEXTS, SOURCE_TEXTS } from '../../dataplane/modes/phrases';
import { ServiceBehaviorChange, ServiceBehaviorConsequence } from '../../dataplane/modes/vocabulary';
import { Block, MigrationFile } from '../step';

/** The comparison for people and for programs. */
export function behaviorFiles({ leftOut, differences }: PlannedBehavior, paths: Pick<MigrationPaths, 'behavior' | 'behaviorJson'>): MigrationFile[] {
  const introduction = [
    '# What clients notice of nftables mode',
    '',
    'Computed from the objects of this cluster: traffic from every kind of client to every address of every Service, in the current mode and in nftables mode, '
    + 'on one node of each kind. Traffic that is treated alike is counted, and not listed.',
    ...leftOut === 0 ? [] : ['', `${leftOut} more kinds of nodes are left out. \`cdk8s-nftables diff --from-mode … --to-mode nftables --node NAME\` compares a single node.`],
    '',
  ];
  return [
    { path: paths.behavior, content: () => [...introduction, ...differences().map(difference => difference.toMarkdown().trimEnd())] },
    { path: paths.behaviorJson, content: () => [behaviorJson({ differences })] },
  ];
}

/** The comparison for programs. */
export function behaviorJson({ differences }: Pick<PlannedBehavior, 'differences'>): string {
  return toJson({ version: 1, nodes: differences().map(difference => difference._json()) }).trimEnd();
}

/** How many changes a chapter names before it refers to the page. */
const MOST_CHANGES = 10;

/** What to try because it changes: what breaks comes first. */
export function changedTraffic({ differences }: PlannedBehavior, path: string): Block[] {
  const changes = differences()[0].changes;
  const ofConsequence = (consequence: ServiceBehaviorConsequence) => changes.filter(change => change.consequence === consequence);
  const shown = [...ofConsequence(ServiceBehaviorConsequence.BREAKS), ...ofConsequence(ServiceBehaviorConsequence.CHANGES)];
  if (shown.length === 0) return [`For clients, nothing changes on this node but the switch itself ([${path}](${path})).`];
  const more = shown.length - MOST_CHANGES;
  return [
    `This traffic changes, so try it too ([${path}](${path}) has all of it, and the reasons):`,
    [...shown.slice(0, MOST_CHANGES).map(changeLine), ...more > 0 ? [`- and ${more} more`] : []],
  ];
}

function changeLine(change: ServiceBehaviorChange): string {
  const { consequence, serviceName, destination, address, family, port, protocol, sourceClass, reason } = change;
  const what = `${serviceName === undefined ? '' : `${serviceName} `}${DESTINATION_TEXTS[destination]} ${joinHostPort(FAMILY_OF[family], address, port)}/${protocol}`;
  return `- ${consequence === ServiceBehaviorConsequence.BREAKS ? '**Breaks**: ' : ''}${codeSpan(what)}, from ${SOURCE_TEXTS[sourceClass]}: ${escapeMarkdown(reason)}`;
}
