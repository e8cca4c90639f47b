import { isArguments } from './settings';
import { PlainObject } from '../../../base/objects/fields';
import { TextChange, Way } from '../change/change';
import { configFileOf, flagsToNftables, lostOfFlags, readsFile } from '../change/flags';
import { flagPassage } from '../change/passage';
import { isOlder, Situation } from '../change/situation';

const FILE = '/var/snap/microk8s/current/args/kube-proxy';

/** A file of flags, one a line; other lines stay. */
function argumentsToNftables(text: string, asked: PlainObject | undefined): string {
  const lines = text.split('\n');
  const flags = lines.filter(isFlag).map(line => line.trim());
  const after = flagsToNftables(flags, asked, '--');
  // Flags keep their order, so that each line finds its own.
  let next = 0;
  const kept = lines.flatMap(line => {
    if (!isFlag(line)) return [line];
    const name = nameOf(line.trim());
    if (next < after.length && nameOf(after[next]) === name) return [line.replace(line.trim(), () => after[next++])];
    return [];
  });
  const eol = text.includes('\r\n') ? '\r' : '';
  const missing = after.slice(next).map(flag => flag + eol);
  const end = kept.at(-1) === '' ? kept.length - 1 : kept.length;
  return [...kept.slice(0, end), ...missing, ...end < kept.length ? [''] : []].join('\n');
}

const isFlag = (line: string): boolean => line.trim().startsWith('-');
const nameOf = (flag: string): string => flag.split(/[=\s]/)[0];

function changesOf({ evidence, asked }: Situation): TextChange[] {
  const changeText = (text: string) => argumentsToNftables(text, asked);
  return evidence.files.filter(isArguments).map(({ name, text }) => ({ key: 'arguments', file: name.startsWith('/var/') ? name : FILE, where: 'on every node', text, changeText }));
}

const flagsOf = ({ evidence }: Situation): string[] => evidence.files.filter(isArguments).flatMap(({ text = '' }) => text.split('\n').map(line => line.trim()).filter(isFlag));

const PASSAGE = flagPassage('flags, one a line');

export const MICROK8S_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    if (isOlder(situation, '1.31')) return 'kube-proxy has nftables mode from Kubernetes 1.31 on. Upgrade MicroK8s first.';
    const settings = changesOf(situation);
    if (settings.length === 0) {
      return { missing: `no object shows kube-proxy's mode: it is a part of kubelite. Add the file ${FILE} of a node to the input, or ask the node: curl -s http://127.0.0.1:10249/proxyMode` };
    }
    const file = configFileOf(flagsOf(situation));
    if (file !== undefined) return { missing: readsFile(file) };
    return {
      settings,
      lost: lostOfFlags(flagsOf(situation), situation, PASSAGE),
      // args/cni-network/cni.yaml of all branches up to 1.36.
      calico: { version: '3.29.3' },
      warnings: [
        'The restart takes the API server of a control plane along.',
      ],
      cautions: [
        'The snap has no nft: each node needs the package nftables of its own system.',
      ],
    };
  },
  rollout: ({ files, back, node }) => ({
    canary: [
      `One node goes first: ${FILE} is of that node alone.`,
      { run: [`ssh ${node} 'nft --version'   # else install the package nftables`, `scp ${files('arguments')[0]} ${node}:/tmp/kube-proxy && ssh ${node} 'sudo cp /tmp/kube-proxy ${FILE} && sudo snap restart microk8s.daemon-kubelite'`] },
      'Where the nodes\' files differ, change only the lines about the mode.',
    ],
    apply: ['The same on every other node, one at a time, and wait until it is ready:', { run: ['sudo snap restart microk8s.daemon-kubelite', 'microk8s status --wait-ready'] }],
    back: [`Put the old file back${back('arguments').length > 0 ? ` (${back('arguments').join(', ')})` : ''}, and run \`snap restart microk8s.daemon-kubelite\`, node by node.`],
    lasts: ['snap refresh keeps the file; a new installation of the snap does not.', 'A node that joins later needs the line as well.'],
  }),
};
