import { readObjects } from '../../src/input/read-objects';

/** The objects in a text. */
export function read(text: string | Buffer, name = 'cluster.yaml'): unknown[] {
  return [...readObjects(Buffer.from(text as string), name)].map(({ object }) => object);
}

/** Where the objects in a text start. */
export function locate(text: string | Buffer, name = 'cluster.yaml'): string[] {
  return [...readObjects(Buffer.from(text as string), name)].map(({ source }) => source.toString());
}

/** The message of the `InputError` that `run` throws. */
export function message(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect((error as Error).name).toBe('InputError');
    return (error as Error).message;
  }
  throw new Error('no error');
}

/** Lines of text, each with its line feed. */
export function lines(...all: string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** Numbers from 0 up to but not including `n` that are the same in every run. */
export function sequence(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * n);
  };
}
