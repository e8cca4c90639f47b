import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { authorityField, AuthorityReference } from './certificates';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { targetOf } from './target-of';
import { GatewayApiTarget as CrdTarget } from '../../programs/gateway-api/target';

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
   * Objects of other kinds with the certificates of authorities, if the implementation reads them. They are in the namespace of the policy.
   *
   * @default - `authorityConfigMaps`
   */
  readonly authorities?: AuthorityReference[];
  /**
   * Authorities that the implementation knows by a name, as in `System` or `example.com/internal`.
   *
   * @default 'System' where no other authorities are given
   */
  readonly wellKnownAuthorities?: string;
  /**
   * DNS names one of which the certificate must have, in the place of `hostname`.
   *
   * @default - `hostname`
   */
  readonly dnsNames?: string[];
  /**
   * URIs one of which the certificate must have, in the place of `hostname`, as in `spiffe://example.com/ns/shop/sa/cart`.
   *
   * @default - `hostname`
   */
  readonly uris?: string[];
  /**
   * Options of the implementation.
   *
   * @default - none
   */
  readonly tlsOptions?: { readonly [name: string]: string };
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
    const { metadata } = props;
    const spec = isOldShape(targetOf(this)) ? oldSpec(props) : newSpec(props);
    this.apiObject = createObject(this, { kind: 'BackendTLSPolicy', metadata, spec, propertyOfField: propertyOf });
  }
}

/** In 1.0 a policy has one target, and other names for the rest. */
function isOldShape({ minor }: CrdTarget): boolean {
  return minor === '1.0';
}

function newSpec(props: BackendTlsPolicyProps): object {
  const { metadata: _, targets, hostname, authorityConfigMaps, authorities, wellKnownAuthorities, ...others } = props;
  const { dnsNames, uris, tlsOptions: options, ...unknown } = others;
  return {
    ...unknown,
    targetRefs: targets.map(targetField),
    validation: {
      hostname,
      caCertificateRefs: authorityRefs(props),
      wellKnownCACertificates: wellKnown(props),
      ...(dnsNames ?? uris) && {
        subjectAltNames: [...(dnsNames ?? []).map(name => ({ type: 'Hostname', hostname: name })), ...(uris ?? []).map(uri => ({ type: 'URI', uri }))],
      },
    },
    options,
  };
}

function oldSpec(props: BackendTlsPolicyProps): object {
  const { metadata: _, targets, hostname, authorityConfigMaps, authorities, wellKnownAuthorities, ...rest } = props;
  const [target, ...others] = targets;
  return {
    ...rest,
    targetRef: target && targetField(target),
    ...others.length > 0 && { targetRefs: targets.map(targetField) },
    tls: { hostname, caCertRefs: authorityRefs(props), wellKnownCACerts: wellKnown(props) },
  };
}

function targetField({ serviceName: name, portName: sectionName, ...unknown }: TlsTarget): object {
  return { ...unknown, group: '', kind: 'Service', name, sectionName };
}

function authorityRefs({ authorityConfigMaps, authorities }: BackendTlsPolicyProps): object[] | undefined {
  if (!authorityConfigMaps && !authorities) return undefined;
  return [...(authorityConfigMaps ?? []).map(name => authorityField({ name })), ...(authorities ?? []).map(authorityField)];
}

function wellKnown({ authorityConfigMaps, authorities, wellKnownAuthorities }: BackendTlsPolicyProps): string | undefined {
  return wellKnownAuthorities ?? (authorityConfigMaps || authorities ? undefined : 'System');
}

/** The property that sets a field. */
function propertyOf(field: string): string {
  return field.replace(/^targetRefs?(\[\d+\])?\.name$/, 'targets$1.serviceName').replace(/^targetRefs?(\[\d+\])?\.sectionName$/, 'targets$1.portName')
    .replace(/^targetRefs?/, 'targets').replace(/^validation\.subjectAltNames(\[\d+\])?(\.hostname)?/, 'dnsNames$1')
    .replace(/^(?:validation|tls)\.(?:caCertificateRefs|caCertRefs)(\[\d+\])?(\.name)?/, 'authorityConfigMaps$1').replace(/^validation\.wellKnownCACertificates/, 'wellKnownAuthorities')
    .replace(/^options/, 'tlsOptions').replace(/^validation\./, '').replace(/^validation$/, 'authorityConfigMaps');
}
