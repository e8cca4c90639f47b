/* eslint-disable @typescript-eslint/no-require-imports -- `import()` would make reading asynchronous, for nothing. */

/** The parser, which is loaded with the first YAML: it is 24 modules, and large inputs are JSON. */
export const jsYaml = () => require('js-yaml') as typeof import('js-yaml');
