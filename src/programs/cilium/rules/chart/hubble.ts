import { leadingVersion, isBefore } from '../../../../base/version/version';
import { ChartValues } from '../../values/chart-values';
import { problemAt, ValuesRule } from '../rule';

const VALIDATE = 'templates/validate.yaml';

/** The images of the UI that are older than what the chart configures; `latest` for one of them is trusted for both. */
function oldImage(values: ChartValues, part: 'backend' | 'frontend'): boolean {
  const version = leadingVersion(values.text(`hubble.ui.${part}.image.tag`).replace(/@.*$/, ''));
  return isBefore(version, 0, 9) ?? false;
}

/** A certificate or key that has to be given where neither is made by the chart nor in a Secret. */
function provided(id: string, secret: string, pair: string, isNeeded: (values: ChartValues) => boolean): ValuesRule {
  return {
    id,
    source: `templates/hubble/tls-provided (${id})`,
    check: values => {
      if (values.isTrue('hubble.tls.auto.enabled') || !values.isTrue('hubble.enabled') || !isNeeded(values) || values.isTrue(secret)) return undefined;
      const missing = ['cert', 'key'].map(name => `${pair}.${name}`).find(path => !values.isTrue(path));
      return missing === undefined ? undefined
        : problemAt(missing, `is missing: hubble.tls.auto.enabled is false, so certificates have to be given; set it, or ${secret}`);
    },
  };
}

export const HUBBLE_REFUSALS: readonly ValuesRule[] = [
  {
    id: 'hubble-ui-relay',
    source: VALIDATE,
    check: values => values.isTrue('hubble.ui.enabled') && !values.isTrue('hubble.ui.standalone.enabled') && !values.isTrue('hubble.relay.enabled')
      ? problemAt('hubble.ui.enabled', 'is true without hubble.relay.enabled; the UI shows what the relay collects: set hubble.relay.enabled: true') : undefined,
  },
  {
    id: 'hubble-ui-standalone-certificates',
    source: VALIDATE,
    check: values => values.isTrue('hubble.ui.enabled') && values.isTrue('hubble.ui.standalone.enabled') && values.isTrue('hubble.relay.tls.server.enabled')
      && !values.isTrue('hubble.ui.standalone.tls.certsVolume')
      ? problemAt('hubble.ui.standalone.tls.certsVolume', 'is missing: the relay asks for TLS, and a standalone UI has no certificates but those of this volume') : undefined,
  },
  {
    id: 'hubble-relay-hubble',
    source: VALIDATE,
    check: values => values.isTrue('hubble.relay.enabled') && !values.isTrue('hubble.enabled')
      ? problemAt('hubble.relay.enabled', 'is true, and hubble.enabled is not; the relay has nothing to collect: set hubble.enabled: true') : undefined,
  },
  {
    id: 'hubble-certmanager-issuer',
    source: VALIDATE,
    check: values => values.isTrue('hubble.enabled') && values.isTrue('hubble.tls.enabled') && values.isTrue('hubble.tls.auto.enabled')
      && values.text('hubble.tls.auto.method') === 'certmanager' && !values.isTrue('hubble.tls.auto.certManagerIssuerRef')
      ? problemAt('hubble.tls.auto.certManagerIssuerRef', 'is missing: method certmanager needs to know the issuer, for example, {group: cert-manager.io, kind: ClusterIssuer, name: ca}') : undefined,
  },
  {
    id: 'hubble-redact-headers',
    source: VALIDATE,
    check: values => values.isTrue('hubble.redact.http.headers.allow') && values.isTrue('hubble.redact.http.headers.deny')
      ? problemAt('hubble.redact.http.headers', 'has both allow and deny; set only one of them') : undefined,
  },
  {
    id: 'hubble-ui-image',
    source: VALIDATE,
    check: values => {
      if (!values.isTrue('hubble.ui.enabled')) return undefined;
      const parts = ['backend', 'frontend'] as const;
      if (parts.some(part => values.text(`hubble.ui.${part}.image.tag`) === 'latest')) return undefined;
      return parts.filter(part => oldImage(values, part))
        .map(part => problemAt(`hubble.ui.${part}.image.tag`, `"${values.text(`hubble.ui.${part}.image.tag`)}" is too old for the chart; expected v0.9.0 or later`));
    },
  },
  provided('server-secret', 'hubble.tls.server.existingSecret', 'hubble.tls.server', values => values.isTrue('agent') && values.isTrue('hubble.tls.enabled')),
  provided('relay-client-secret', 'hubble.relay.tls.client.existingSecret', 'hubble.relay.tls.client',
    values => values.isTrue('hubble.tls.enabled') && values.isTrue('hubble.relay.enabled')),
  provided('relay-server-secret', 'hubble.relay.tls.server.existingSecret', 'hubble.relay.tls.server',
    values => values.isTrue('hubble.tls.enabled') && values.isTrue('hubble.relay.enabled') && values.isTrue('hubble.relay.tls.server.enabled')),
  provided('ui-client-certs', 'hubble.ui.tls.client.existingSecret', 'hubble.ui.tls.client', values => values.isTrue('hubble.tls.enabled')
    && values.isTrue('hubble.ui.enabled') && values.isTrue('hubble.relay.enabled') && values.isTrue('hubble.relay.tls.server.enabled')),
  provided('metrics-server-secret', 'hubble.metrics.tls.server.existingSecret', 'hubble.metrics.tls.server',
    values => values.isTrue('agent') && values.isTrue('hubble.metrics.tls.enabled')),
];
