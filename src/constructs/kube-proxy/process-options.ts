import { Duration } from 'cdk8s';

/**
 * The settings of the kernel's connection tracking that kube-proxy makes when it starts.
 */
export interface KubeProxyConntrackOptions {
  /**
   * How many connections to track for each CPU core. 0 leaves the kernel's limit as it is, and ignores `min`.
   *
   * @default - 32768
   */
  readonly maxPerCore?: number;

  /**
   * How many connections to track at least, whatever the number of cores.
   *
   * @default - 131072
   */
  readonly min?: number;

  /**
   * How long an idle, established TCP connection is kept. Zero leaves the kernel's setting as it is.
   *
   * @default - 24 hours
   */
  readonly tcpEstablishedTimeout?: Duration;

  /**
   * How long a TCP connection in CLOSE_WAIT is kept. Zero leaves the kernel's setting as it is.
   *
   * @default - 1 hour
   */
  readonly tcpCloseWaitTimeout?: Duration;

  /**
   * Accept TCP packets whose sequence number is out of the window, instead of marking them INVALID. nftables mode
   * does not have the rule that drops INVALID packets, with which iptables mode protects connections.
   *
   * @default - false
   */
  readonly tcpBeLiberal?: boolean;

  /**
   * How long a UDP entry without a reply is kept. Zero leaves the kernel's setting as it is.
   *
   * @default - zero
   */
  readonly udpTimeout?: Duration;

  /**
   * How long an idle UDP entry with replies is kept. Zero leaves the kernel's setting as it is.
   *
   * @default - zero
   */
  readonly udpStreamTimeout?: Duration;
}

/**
 * How kube-proxy talks to the API server.
 */
export interface KubeProxyClientConnectionOptions {
  /**
   * The path of the kubeconfig file inside of the container.
   *
   * @default - /var/lib/kube-proxy/kubeconfig.conf, where the add-on's DaemonSet mounts it
   */
  readonly kubeconfig?: string;

  /**
   * The Accept header of requests.
   *
   * @default - application/json
   */
  readonly acceptContentTypes?: string;

  /**
   * The content type of requests.
   *
   * @default - application/vnd.kubernetes.protobuf
   */
  readonly contentType?: string;

  /**
   * How many requests a second to make on average. Zero means the default.
   *
   * @default - 5
   */
  readonly qps?: number;

  /**
   * How many requests to make at once beyond `qps`. Zero means the default.
   *
   * @default - 10
   */
  readonly burst?: number;
}

/**
 * The form of kube-proxy's log.
 */
export enum KubeProxyLogFormat {
  /** Lines of text, as klog writes them. */
  TEXT = 'text',
  /** A JSON object a line. */
  JSON = 'json',
}

/**
 * What kube-proxy logs, and how.
 */
export interface KubeProxyLoggingOptions {
  /**
   * The form of the log.
   *
   * @default - KubeProxyLogFormat.TEXT
   */
  readonly format?: KubeProxyLogFormat;

  /**
   * The longest time before buffered messages are written. Zero means the default.
   *
   * @default - 5 seconds
   */
  readonly flushFrequency?: Duration;

  /**
   * How much to log: 0 is the least.
   *
   * @default - 0
   */
  readonly verbosity?: number;

  /**
   * Other verbosities for single source files, in the text format only.
   *
   * @default - none
   */
  readonly vmodule?: KubeProxyLogVerbosity[];

  /**
   * Alpha options of the text format, which need the feature gate LoggingAlphaOptions.
   *
   * @default - none
   */
  readonly text?: KubeProxyLogOutputOptions;

  /**
   * Alpha options of the JSON format, which need the feature gate LoggingAlphaOptions.
   *
   * @default - none
   */
  readonly json?: KubeProxyLogOutputOptions;
}

/**
 * The verbosity of some of kube-proxy's source files.
 */
export interface KubeProxyLogVerbosity {
  /** The file's base name without `.go`, or a glob such as `proxi*`. */
  readonly filePattern: string;
  /** How much to log: 0 is the least. */
  readonly verbosity: number;
}

/**
 * Where a log format writes to: alpha in Kubernetes.
 */
export interface KubeProxyLogOutputOptions {
  /**
   * Write errors to stderr and the rest to stdout, instead of all to one stream.
   *
   * @default - false
   */
  readonly splitStream?: boolean;

  /**
   * How many bytes of informational messages to buffer with `splitStream`, as a quantity such as `64Ki`.
   *
   * @default - 0, which is not a buffer
   */
  readonly infoBufferSize?: string;
}
