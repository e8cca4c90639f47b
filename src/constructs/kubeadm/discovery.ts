import { KubeadmCredential } from './credential';
import { BOOTSTRAP_TOKEN_VARIABLE, CA_CERT_HASH_VARIABLE, placeholder } from '../../programs/kubeadm/placeholders';

/**
 * A node finds the cluster by a bootstrap token.
 */
export interface KubeadmTokenDiscoveryOptions {
  /**
   * The host and the port of the API server, as in `k8s.example.internal:6443`.
   */
  readonly apiServerEndpoint: string;

  /**
   * The token.
   *
   * @default - KubeadmCredential.placeholder('KUBEADM_BOOTSTRAP_TOKEN')
   */
  readonly token?: KubeadmCredential;

  /**
   * The hashes of the public keys of CA certificates that the cluster may have, as in `sha256:…`. They are not secrets.
   *
   * @default - the placeholder `${KUBEADM_CA_CERT_HASH}`, unless unsafeSkipCaVerification is true
   */
  readonly caCertHashes?: string[];

  /**
   * Don't check the CA certificate: whoever answers at `apiServerEndpoint` is believed.
   *
   * @default - false
   */
  readonly unsafeSkipCaVerification?: boolean;

  /**
   * Another token, for getting the kubelet's certificate.
   *
   * @default - token
   */
  readonly tlsBootstrapToken?: KubeadmCredential;
}

/**
 * A node finds the cluster by a kubeconfig file.
 */
export interface KubeadmFileDiscoveryOptions {
  /**
   * The absolute path of the file on the node, or its https URL.
   */
  readonly kubeConfigPath: string;

  /**
   * A token for getting the kubelet's certificate.
   *
   * @default - none: the file has to hold credentials
   */
  readonly tlsBootstrapToken?: KubeadmCredential;
}

/**
 * How a node that joins finds the cluster, and knows that it is the right one.
 */
export class KubeadmDiscovery {
  /**
   * By a bootstrap token, and the hash of the cluster's CA certificate.
   *
   * @param options the token and so on
   */
  public static bootstrapToken(options: KubeadmTokenDiscoveryOptions): KubeadmDiscovery {
    const { tlsBootstrapToken, ...rest } = options;
    const bootstrapToken = {
      ...rest,
      token: rest.token ?? KubeadmCredential.placeholder(BOOTSTRAP_TOKEN_VARIABLE),
      caCertHashes: rest.caCertHashes ?? (rest.unsafeSkipCaVerification ? undefined : [placeholder(CA_CERT_HASH_VARIABLE)]),
    };
    return new KubeadmDiscovery({ bootstrapToken, tlsBootstrapToken });
  }

  /**
   * By a kubeconfig file, so that no token has to be in the output.
   *
   * @param options the file
   */
  public static file(options: KubeadmFileDiscoveryOptions): KubeadmDiscovery {
    const { tlsBootstrapToken, ...file } = options;
    return new KubeadmDiscovery({ file, tlsBootstrapToken });
  }

  /**
   * The properties in their place in the JoinConfiguration.
   * @internal
   */
  public readonly _properties: object;

  private constructor(properties: object) {
    this._properties = properties;
  }
}
