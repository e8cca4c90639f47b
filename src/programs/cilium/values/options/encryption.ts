import { equals, joined } from './computed';
import { Condition, on, Row } from './row';

const isOf = (type: string): Condition => values => equals(values, 'encryption.type', type);

/** Encryption between nodes. Source: templates/cilium-configmap.yaml. */
export const ENCRYPTION_OPTIONS: readonly Row[] = [
  {
    when: on('encryption.enabled'),
    options: [
      {
        when: isOf('ipsec'),
        options: [
          { option: 'enable-ipsec', from: 'encryption.enabled' },
          {
            option: 'ipsec-key-file',
            text: values => joined(values, 'encryption.ipsec.mountPath', 'encryption.ipsec.keyFile'),
            as: 'plain',
            when: on('encryption.ipsec.mountPath', 'encryption.ipsec.keyFile'),
          },
          { option: 'encrypt-interface', from: 'encryption.ipsec.interface', as: 'plain', when: 'true', last: '1.19' },
          { option: 'enable-ipsec-key-watcher', from: 'encryption.ipsec.keyWatcher', when: 'has' },
          { option: 'ipsec-key-rotation-duration', from: 'encryption.ipsec.keyRotationDuration', as: 'duration', when: 'true' },
          { option: 'enable-ipsec-encrypted-overlay', from: 'encryption.ipsec.encryptedOverlay', last: '1.19' },
        ],
      },
      {
        when: isOf('wireguard'),
        options: [
          { option: 'enable-wireguard', from: 'encryption.enabled' },
          { option: 'wireguard-persistent-keepalive', from: 'encryption.wireguard.persistentKeepalive', when: 'true' },
        ],
      },
      {
        since: '1.19',
        when: isOf('ztunnel'),
        options: [
          { option: 'enable-ztunnel', from: 'encryption.enabled' },
          { option: 'ztunnel-ca-type', from: 'encryption.ztunnel.ca.type', since: '1.20' },
        ],
      },
      { option: 'encrypt-node', from: 'encryption.nodeEncryption', when: 'true' },
    ],
  },
  {
    last: '1.18',
    when: on('encryption.strictMode.enabled'),
    options: [
      { option: 'enable-encryption-strict-mode', from: 'encryption.strictMode.enabled' },
      { option: 'encryption-strict-mode-cidr', from: 'encryption.strictMode.cidr' },
      { option: 'encryption-strict-mode-allow-remote-node-identities', from: 'encryption.strictMode.allowRemoteNodeIdentities' },
    ],
  },
  // 1.19 takes the old keys for those of egress; what is written later counts.
  {
    since: '1.19',
    last: '1.19',
    when: on('encryption.strictMode.enabled'),
    options: [
      { option: 'enable-encryption-strict-mode-egress', from: 'encryption.strictMode.enabled' },
      { option: 'encryption-strict-egress-cidr', from: 'encryption.strictMode.cidr' },
      { option: 'encryption-strict-egress-allow-remote-node-identities', from: 'encryption.strictMode.allowRemoteNodeIdentities' },
    ],
  },
  { option: 'enable-encryption-strict-mode-ingress', from: 'encryption.strictMode.ingress.enabled', when: 'true', since: '1.19' },
  {
    since: '1.19',
    when: on('encryption.strictMode.egress.enabled'),
    options: [
      { option: 'enable-encryption-strict-mode-egress', from: 'encryption.strictMode.egress.enabled' },
      { option: 'encryption-strict-egress-cidr', from: 'encryption.strictMode.egress.cidr' },
      { option: 'encryption-strict-egress-allow-remote-node-identities', from: 'encryption.strictMode.egress.allowRemoteNodeIdentities' },
    ],
  },
];
