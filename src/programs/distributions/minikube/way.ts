import { isCommand } from './settings';
import { Way } from '../change/change';
import { lostSettings, modeAlone } from '../change/passage';
import { isOlder, Situation } from '../change/situation';
import { textAt } from '../evidence';

/** A key of kube-proxy is a field of its configuration; flags of kube-proxy, which some advice names, do nothing. */
const OPTION = /(--extra-config[= ])(["']?)kube-proxy\.(?:proxy-)?mode=["']?\w+["']?\2/g;

const NFTABLES = '--extra-config=kube-proxy.mode=nftables';

function commandToNftables(text: string): string {
  const option = (_: string, flag: string, quote: string) => `${flag}${quote}kube-proxy.mode=nftables${quote}`;
  const lines = text.replace(/[ \t]+--extra-config[= ]["']?kube-proxy\.ipvs[\w.-]*=\S+/g, '').replace(OPTION, option);
  if (/kube-proxy\.mode=nftables/.test(lines)) return lines;
  // At the end of the command, unless the line goes on with something else.
  return lines.replace(/(\bminikube\b[^\n]*?\bstart\b)([^\n]*)/, (_, start: string, rest: string) =>
    /[\\#;&|]/.test(rest) ? `${start} ${NFTABLES}${rest}` : `${start}${rest} ${NFTABLES}`);
}

const isMachine = ({ evidence }: Situation): boolean => evidence.nodes.some(node => /^Buildroot/.test(textAt(node, 'status', 'nodeInfo', 'osImage')))
  || evidence.files.some(({ text = '' }) => /--(?:driver|vm-driver)[= ](?:kvm2?|qemu2?|vfkit|hyperkit|virtualbox|hyperv|parallels|vmware)\b/.test(text));

const PASSAGE = modeAlone('the mode as a text of --extra-config', '--extra-config takes texts of the top level only');

export const MINIKUBE_WAY: Way = {
  passage: PASSAGE,
  change: situation => {
    if (isOlder(situation, '1.31')) return 'kube-proxy has nftables mode from Kubernetes 1.31 on. Start the profile with a later one.';
    const minikube = situation.evidence.nodes.map(node => textAt(node, 'metadata', 'labels', 'minikube.k8s.io/version')).find(version => version !== '');
    if (isMachine(situation) && (minikube === undefined || /^v?1\.(?:\d|[12]\d|3[0-7])\.|^v?1\.38\.[01]$/.test(minikube))) {
      return 'the kernel of minikube\'s ISO has no nftables up to v1.38.1 (kubernetes/minikube#23450). Use a later ISO, or the docker or podman driver, which have the kernel of the host.';
    }
    const { evidence } = situation;
    const command = evidence.files.find(isCommand);
    const name = evidence.nodes.map(node => textAt(node, 'metadata', 'labels', 'minikube.k8s.io/name')).find(profile => profile !== '');
    return {
      settings: [{
        key: 'command',
        file: 'minikube-start.sh',
        where: '(the command that starts the profile)',
        text: command?.text,
        changeText: text => text === '' ? `minikube start${name === undefined || name === 'minikube' ? '' : ` -p ${name}`} --extra-config=kube-proxy.mode=nftables\n` : commandToNftables(text),
      }],
      lost: lostSettings(situation, PASSAGE),
      cautions: ['docker and podman have the kernel of the host, which has to be 5.13 or later.', 'The profile keeps the option; an edit of the ConfigMap is lost at the next start that sees a difference.'],
    };
  },
  rollout: ({ files, back }) => ({
    canary: ['After the start one node can go first: delete its pod of kube-proxy alone. The primary node changes with the start itself.'],
    apply: ['The same command for the profile that exists, which writes kube-proxy\'s ConfigMap anew:', { run: [`sh ${files('command')[0]}`, 'kubectl -n kube-system delete pods -l k8s-app=kube-proxy   # on the other nodes'] }],
    back: [{ run: [back('command').length > 0 ? `sh ${back('command')[0]}` : 'minikube start --extra-config=kube-proxy.mode=iptables', 'kubectl -n kube-system delete pods -l k8s-app=kube-proxy'] }],
    lasts: ['The profile stores the option. A profile that is deleted and created anew needs it again.'],
  }),
};
