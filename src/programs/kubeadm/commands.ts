import { flagsOf, valueWord } from './command-flags';
import { commentLines } from './documents';
import { fillCommands, filledName } from './fill-commands';
import { Phase, PhaseFile } from './phase-files';
import { KubeadmSettings } from './settings';
import { valueAt } from '../../base/schema/report';

/** Commands that belong together, and what to know about them. */
export interface CommandSection {
  readonly comment: string;
  readonly commands: readonly string[];
}

/** The text of commands: a shell could read it, but it is meant to be followed step by step. */
export function commandsText(sections: readonly CommandSection[]): string {
  return sections.map(({ comment, commands }) => `${commentLines(comment)}${commands.map(command => `${command}\n`).join('')}`).join('\n');
}

const RESTART: readonly string[] = [
  'kubectl -n kube-system rollout restart daemonset/kube-proxy',
  'kubectl -n kube-system rollout status daemonset/kube-proxy',
];

const INTRODUCTION = 'Commands for these files, to be run as root in the folder that holds them. kubeadm refuses most flags beside --config.';

/** What kubeadm rewrites, and where the rest of its settings comes from. */
export function addonSection(file: string): CommandSection {
  return {
    comment: 'Change the mode of a cluster that runs, on one control-plane node: this is the one kubeadm command that rewrites the\n'
      + 'live ConfigMap and DaemonSet kube-proxy. Without the KubeProxyConfiguration and the ClusterConfiguration in the file\n'
      + 'it would reset them to kubeadm\'s defaults. kube-proxy reads its configuration at its start only, so restart it.',
    commands: [
      'kubectl -n kube-system get configmap kube-proxy -o yaml > kube-proxy.backup',
      `kubeadm init phase addon kube-proxy --config ${file}`,
      ...RESTART,
    ],
  };
}

interface UpgradeWay {
  readonly since: number;
  readonly comment: string;
  /** The commands whose `--config` is of use. */
  readonly withConfig: readonly UpgradeCommand[];
  /** Whether the fields are flags, since no file has them. */
  readonly byFlags: boolean;
}

const UPGRADE_COMMANDS = ['plan', 'diff', 'apply', 'node'] as const;
type UpgradeCommand = typeof UPGRADE_COMMANDS[number];

/** Upstream `cmd/kubeadm/app/cmd/upgrade`. */
const UPGRADE_WAYS: readonly UpgradeWay[] = [
  {
    since: 0,
    comment: 'kubeadm up to 1.29 takes the KubeProxyConfiguration of the file. A file with kubeadm\'s own kinds replaces the whole\n'
      + 'configuration, and without a KubeProxyConfiguration in it the mode would be lost. Without --config the mode is kept, too.',
    withConfig: ['plan', 'apply'],
    byFlags: true,
  },
  {
    since: 30,
    comment: 'kubeadm 1.30 ignores its own kinds and the KubeProxyConfiguration in --config, with a warning, so there is no file: what\n'
      + 'there is to say are flags. The mode is kept.',
    withConfig: [],
    byFlags: true,
  },
  {
    since: 31,
    comment: 'kubeadm reads nothing but the UpgradeConfiguration from the file. The KubeProxyConfiguration is taken from the cluster:\n'
      + 'the mode is kept, and can\'t be changed here.',
    withConfig: ['plan', 'diff', 'apply', 'node'],
    byFlags: false,
  },
];

/** How to upgrade: `upgrade` has the fields of UpgradeConfiguration, `file` is left out where there is none. */
export function upgradeSections(settings: Pick<KubeadmSettings, 'version' | 'upgrade'>, file: string | undefined): CommandSection[] {
  const { version, upgrade } = settings;
  const way = UPGRADE_WAYS.filter(({ since }) => since <= version.minor).at(-1)!;
  const line = (command: UpgradeCommand): string => {
    // Without a patch release the version is that of the kubeadm which is installed.
    const wanted = valueAt(upgrade, `${command}.kubernetesVersion`) as string | undefined;
    const inFile = wanted !== undefined && !way.byFlags;
    const argument = command === 'node' || inFile ? [] : [wanted !== undefined ? valueWord(wanted) : version.full ?? '"$(kubeadm version -o short)"'];
    const config = file !== undefined && way.withConfig.includes(command) ? ['--config', file] : [];
    const flags = way.byFlags ? flagsOf(command, upgrade, undefined) : [];
    return ['kubeadm upgrade', command, ...argument, ...config, ...flags].join(' ');
  };
  return [
    { comment: `Upgrade to Kubernetes ${version.full ?? version.minorText}, on the first control-plane node.\n${way.comment}`, commands: UPGRADE_COMMANDS.slice(0, 3).map(line) },
    { comment: 'On every other node, one at a time: control-plane nodes first, workers after kubectl drain.', commands: [line('node')] },
    { comment: 'kubeadm writes the ConfigMap kube-proxy anew in an upgrade, but restarts the pods for a new image only.', commands: RESTART },
  ];
}

const FIRST_MINOR_OF_CONFIG_VALIDATE = 26;

/** The commands for all files of the settings, with what there is to know above them. */
export function phaseCommands(settings: KubeadmSettings, files: readonly PhaseFile[], notices: readonly string[]): string {
  const fileOf = (phase: Phase) => files.find(file => file.phase === phase);
  const join = (phase: Phase, comment: string): CommandSection[] => {
    const file = fileOf(phase);
    return file === undefined ? [] : [{ comment, commands: [...fillCommands(file), `kubeadm join --config ${filledName(file)}`, ...removal(file)] }];
  };
  const init = fileOf('init')!;
  const addon = fileOf('addon')!;
  return commandsText([
    { comment: [INTRODUCTION, ...notices.map(notice => `Note: ${notice}`)].join('\n'), commands: [] },
    {
      comment: 'Make the cluster, on the first control-plane node. kubeadm config validate checks names and types of fields only.',
      commands: [
        ...fillCommands(init),
        ...settings.version.minor < FIRST_MINOR_OF_CONFIG_VALIDATE ? [] : [`kubeadm config validate --config ${filledName(init)}`],
        `kubeadm init --config ${filledName(init)}${settings.init?.certificateKey === undefined ? '' : ' --upload-certs'}`,
        ...removal(init),
      ],
    },
    ...join('joinControlPlane', 'Join a control-plane node. It gets kube-proxy\'s mode from the cluster\'s ConfigMap, whatever its file says.'),
    ...join('joinWorker', 'Join a worker. It gets kube-proxy\'s mode from the cluster\'s ConfigMap, whatever its file says.'),
    addonSection(addon.name),
    ...settings.upgrade === undefined ? [] : upgradeSections(settings, fileOf('upgrade')?.name),
    ...resetSections(settings, fileOf('reset')),
  ]);
}

function resetSections({ reset }: KubeadmSettings, file: PhaseFile | undefined): CommandSection[] {
  if (reset === undefined) return [];
  return [{
    comment: 'Undo init or join on a node. The rules that kube-proxy has programmed stay until the node is restarted.',
    commands: [['kubeadm reset', ...file ? ['--config', file.name] : flagsOf('reset', undefined, reset)].join(' ')],
  }];
}

function removal(file: PhaseFile): string[] {
  return file.placeholders.length > 0 ? [`rm ${filledName(file)}`] : [];
}
