import { PlainObject } from '../../base/objects/fields';
import { Controller } from '../../dataplane/requests/ingress-nginx/settings';
import { ConformanceReport } from '../../programs/gateway-api/implementations';
import { GatewayApiTarget } from '../../programs/gateway-api/target';

/** What a conversion is made for. */
export interface ConversionTarget {
  readonly api: GatewayApiTarget;
  /** The implementation, where one is named. */
  readonly report?: ConformanceReport;
  /** The version of the implementation, as X.Y. Default: that of the report. */
  readonly implementationVersion?: string;
  readonly gateway: { readonly namespace: string; readonly name: string };
  /** Whether the Gateway is there already: only routes are written then. */
  readonly hasGateway: boolean;
  /** The Gateway that is there already, where the input has it. */
  readonly existing?: PlainObject;
  readonly gatewayClass: string;
}

/** What decides over how Ingresses are converted. */
export interface ConversionContext {
  readonly target: ConversionTarget;
  readonly controller: Controller;
  /** Whether it is accepted that an Ingress loses a protection. */
  readonly isOpened: (ingress: { readonly namespace: string; readonly name: string }, rule: string) => boolean;
  /** The values of a ConfigMap, by `NAMESPACE/NAME`. */
  readonly configMap: (name: string) => Readonly<Record<string, string>> | undefined;
}
