import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';

/** A Service whose pods speak TLS. */
export interface TlsTarget {
  /** The name of the Service, which is in the namespace of the policy. */
  readonly serviceName: string;
  /**
   * The name of one of its ports.
   *
   * @default - all ports
   */
  readonly portName?: string;
}

/** Properties of `BackendTlsPolicy`. */
export interface BackendTlsPolicyProps extends GatewayObjectProps {
  /** The Services. */
  readonly targets: TlsTarget[];
  /** The server name that is sent to the backend, and that its certificate must have. */
  readonly hostname: string;
  /**
   * The names of ConfigMaps in the namespace of the policy, each with the certificates of authorities under `ca.crt`.
   *
   * @default - the authorities that the system of the implementation trusts
   */
  readonly authorityConfigMaps?: string[];
  /**
   * DNS names one of which the certificate must have, in the place of `hostname`.
   *
   * @default - `hostname`
   */
  readonly dnsNames?: string[];
}

/**
 * How a Gateway speaks TLS to the pods of Services. The standard channel has it from Gateway API 1.4 on. Without it, a Gateway speaks plain
 * HTTP to them.
 */
export class BackendTlsPolicy extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: BackendTlsPolicyProps) {
    super(scope, id);
    const { metadata, targets, hostname, authorityConfigMaps, dnsNames } = props;
    const spec = {
      targetRefs: targets.map(({ serviceName: name, portName: sectionName }) => ({ group: '', kind: 'Service', name, sectionName })),
      validation: {
        hostname,
        ...authorityConfigMaps ? { caCertificateRefs: authorityConfigMaps.map(name => ({ group: '', kind: 'ConfigMap', name })) } : { wellKnownCACertificates: 'System' },
        subjectAltNames: dnsNames?.map(name => ({ type: 'Hostname', hostname: name })),
      },
    };
    this.apiObject = createObject(this, { kind: 'BackendTLSPolicy', metadata, spec, propertyOfField: propertyOf });
  }
}

/** The property that sets a field. */
function propertyOf(field: string): string {
  return field.replace(/^targetRefs(\[\d+\])?\.name$/, 'targets$1.serviceName').replace(/^targetRefs(\[\d+\])?\.sectionName$/, 'targets$1.portName')
    .replace(/^targetRefs/, 'targets').replace(/^validation\.subjectAltNames(\[\d+\])?(\.hostname)?/, 'dnsNames$1')
    .replace(/^validation\.caCertificateRefs(\[\d+\])?(\.name)?/, 'authorityConfigMaps$1').replace(/^validation\./, '');
}
