import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject } from './create-object';
import { GatewayObject, GatewayObjectProps } from './gateway-object';
import { addGrants } from './grants';
import { Listener } from './listener';
import { listenerNamed } from './listeners';
import { Parent } from './parent';

/** Properties of `ListenerSet`. */
export interface ListenerSetProps extends GatewayObjectProps {
  /** The Gateway that the listeners are added to: `gateway.allListeners`, or `Parent.fromGatewayName(…)`. It has to allow it. */
  readonly parent: Parent;
  /** The listeners, at least one. */
  readonly listeners: Listener[];
}

/**
 * Listeners that are added to a Gateway of another owner, with certificates of their own. Gateway API 1.5 and later has it. Routes name the
 * set as their parent, and not the Gateway. For certificates in other namespaces it adds ReferenceGrants there.
 */
export class ListenerSet extends GatewayObject {
  public readonly apiObject: ApiObject;
  private readonly listeners: readonly Listener[];

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what the CustomResourceDefinition refuses
   */
  constructor(scope: Construct, id: string, props: ListenerSetProps) {
    super(scope, id);
    const { metadata, parent, listeners, ...unknown } = props;
    this.apiObject = createObject(this, {
      kind: 'ListenerSet', metadata, spec: { parentRef: parent, listeners, ...unknown }, propertyOfField: field => field.replace(/^parentRef\b/, 'parent'),
    });
    this.listeners = listeners;
    addGrants(this, this.apiObject, listeners.flatMap(({ _references }) => _references));
  }

  /**
   * One of its listeners, as the parent of a route.
   *
   * @param name the name of the listener
   * @throws an error where it has no such listener
   */
  public listener(name: string): Parent {
    return Parent._ofObject(this, listenerNamed(this, this.listeners, name));
  }

  /** All of its listeners, as the parent of a route. */
  public get allListeners(): Parent {
    return Parent._ofObject(this);
  }
}
