import { Phase, PhaseFile } from './phase-files';
import { FoundPlaceholder, placeholder } from './placeholders';

/** The file that kubeadm gets: a copy with placeholders filled in, where there are some. */
export function filledName({ name, placeholders }: PhaseFile): string {
  return placeholders.length === 0 ? name : name.replace(/\.conf$/, '.filled.conf');
}

/** How to fill in the placeholders of a file. The copy can be read by its owner only. */
export function fillCommands(file: PhaseFile): string[] {
  const { name, phase, placeholders } = file;
  if (placeholders.length === 0) return [];
  return [
    ...placeholders.map(found => `export ${found.variable}=${sourceOf(found, phase)}`),
    // With the names, envsubst leaves every other `$` of the file alone.
    `(umask 077 && envsubst '${placeholders.map(({ variable }) => placeholder(variable)).join(' ')}' < ${name} > ${filledName(file)})`,
  ];
}

interface ValueSource {
  readonly init: string;
  readonly join: string;
}

const PUBLIC_KEY_HASH = 'openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt | openssl pkey -pubin -outform der | sha256sum | cut -d" " -f1';

/** Where the values come from, by the field that has the placeholder. */
const SOURCES: Readonly<Record<string, ValueSource>> = {
  token: { init: '"$(kubeadm token generate)"', join: '… # on a control-plane node: kubeadm token create' },
  tlsBootstrapToken: { init: '…', join: '… # on a control-plane node: kubeadm token create' },
  certificateKey: {
    init: '"$(kubeadm certs certificate-key)"',
    join: '… # the key of init, good for two hours; anew on a control-plane node: kubeadm init phase upload-certs --upload-certs',
  },
  caCertHashes: { init: '…', join: `… # on a control-plane node: echo "sha256:$(${PUBLIC_KEY_HASH})"` },
};

function sourceOf({ field }: FoundPlaceholder, phase: Phase): string {
  return SOURCES[field]?.[phase === 'init' ? 'init' : 'join'] ?? '…';
}
