import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { ParametersReference } from './parameters-reference';
import { parametersField } from './resolve';

/** Properties of `GatewayClass`. */
export interface GatewayClassProps extends GatewayObjectProps {
  /** The controller that serves Gateways of this class, as in `gateway.envoyproxy.io/gatewayclass-controller`. It cannot change later. */
  readonly controllerName: string;
  /**
   * What it is for, in at most 64 characters.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Parameters of the controller.
   *
   * @default - the controller's own
   */
  readonly parametersRef?: ParametersReference;
}

/** A class of Gateways: which implementation serves them. The infrastructure's provider makes it. */
export class GatewayClass extends GatewayObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: GatewayClassProps) {
    super(scope, id);
    const { metadata, parametersRef, ...fields } = props;
    this.apiObject = createObject(this, { kind: 'GatewayClass', metadata, spec: { ...fields, parametersRef: parametersField(parametersRef) } });
  }
}
