import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Marks a prototype whose `synth` writes artifacts. It is this module's own: another copy of it writes its own artifacts. */
const WRITES = Symbol('cdk8s-nftables writes artifacts');

type Write = (app: App) => unknown;

/**
 * Lets `app.synth()` write artifacts once the manifests are written. cdk8s has no hook that runs after the synthesis, so this puts one into
 * the class App. It has to be the class: jsii's kernel, which apps in Python, Java, Go and .NET call, looks a method up in the prototype and
 * passes over one of the object. Apps without artifacts are not touched.
 */
export function writeWithSynth(root: IConstruct, write: Write): void {
  const prototype = appPrototypeOf(root);
  if (!prototype || Object.hasOwn(prototype, WRITES)) return;
  const { synth } = prototype;
  Object.defineProperties(prototype, {
    [WRITES]: { value: true },
    synth: {
      configurable: true,
      writable: true,
      value(this: App): void {
        synth.call(this);
        write(this);
      },
    },
  });
}

/** The prototype of cdk8s's own class: a subclass that has its own `synth` calls that of the base class. */
function appPrototypeOf(root: IConstruct): App | undefined {
  let found: App | undefined;
  for (let prototype = Object.getPrototypeOf(root); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    if (Object.hasOwn(prototype, 'synth') && typeof prototype.synth === 'function') found = prototype;
  }
  return found;
}
