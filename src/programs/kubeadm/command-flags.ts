import { PlainDocument } from './documents';
import { isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { shellWord } from '../../base/text/shell';

/** A command that has no file before 1.31, and the flags that say the same as the fields of its part of the file. */
interface FlaggedCommand {
  /** Where the fields are: in `upgrade.apply`, say. */
  readonly part: 'upgrade' | 'reset';
  readonly section?: string;
  readonly flags: Readonly<Record<string, string>>;
}

const COMMON = { dryRun: 'dry-run', ignorePreflightErrors: 'ignore-preflight-errors' };
const UPGRADE = { ...COMMON, 'certificateRenewal': 'certificate-renewal', 'etcdUpgrade': 'etcd-upgrade', 'patches.directory': 'patches' };
const CHOICE = { allowExperimentalUpgrades: 'allow-experimental-upgrades', allowRCUpgrades: 'allow-release-candidate-upgrades', printConfig: 'print-config' };

/** Upstream `cmd/kubeadm/app/cmd/upgrade` and `cmd/kubeadm/app/cmd/reset.go` of 1.28 to 1.30. */
const COMMANDS = {
  apply: { part: 'upgrade', section: 'apply', flags: { ...UPGRADE, ...CHOICE, forceUpgrade: 'force' } },
  node: { part: 'upgrade', section: 'node', flags: { ...UPGRADE, skipPhases: 'skip-phases' } },
  plan: {
    part: 'upgrade',
    section: 'plan',
    flags: { ...CHOICE, ignorePreflightErrors: 'ignore-preflight-errors' },
  },
  diff: { part: 'upgrade', section: 'diff', flags: { contextLines: 'context-lines' } },
  reset: {
    part: 'reset',
    flags: { ...COMMON, certificatesDir: 'cert-dir', cleanupTmpDir: 'cleanup-tmp-dir', criSocket: 'cri-socket', force: 'force', skipPhases: 'skip-phases' },
  },
} as const satisfies Readonly<Record<string, FlaggedCommand>>;

export type FlaggedCommandName = keyof typeof COMMANDS;

/** What a command's file says, as flags for the command line: `--etcd-upgrade=false`. */
export function flagsOf(command: FlaggedCommandName, upgrade: PlainDocument | undefined, reset: PlainDocument | undefined): string[] {
  const { flags }: FlaggedCommand = COMMANDS[command];
  return leaves(sectionOf(COMMANDS[command], upgrade, reset), '').flatMap(([field, value]) => field in flags ? [`--${flags[field]}=${valueWord(value)}`] : []);
}

/** The fields for which there is no flag. The version is an argument of the command. */
export function flagProblems(upgrade: PlainDocument | undefined, reset: PlainDocument | undefined, minor: number): Problem[] {
  const message = `has no flag in kubeadm 1.${minor}: expected Kubernetes 1.31 or newer, where kubeadm reads it from a file`;
  const ofCommands = Object.values<FlaggedCommand>(COMMANDS).flatMap(command => leaves(sectionOf(command, upgrade, reset), '')
    .filter(([field]) => field !== 'kubernetesVersion' && !(field in command.flags))
    .map(([field]) => ({ field: [command.part, command.section, field].filter(Boolean).join('.'), message })));
  const timeouts = leaves(upgrade?.timeouts, 'timeouts').map(([field]) => ({ field: `upgrade.${field}`, message }));
  return [...ofCommands, ...timeouts];
}

function sectionOf({ part, section }: FlaggedCommand, upgrade: PlainDocument | undefined, reset: PlainDocument | undefined): unknown {
  const fields = part === 'upgrade' ? upgrade : reset;
  return section === undefined ? fields : fields?.[section];
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, item]) => leaves(item, path === '' ? name : `${path}.${name}`));
}

/** A value as one word for the shell. */
export function valueWord(value: unknown): string {
  return shellWord(Array.isArray(value) ? value.join(',') : String(value));
}
