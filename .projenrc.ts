import { cdk8s, github, javascript, JsonFile } from 'projen';
import { NEVER, ROOMS } from './projenrc/rooms';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-nftables',
  description: 'Move Kubernetes clusters to kube-proxy\'s nftables mode: cdk8s constructs, and an offline preview of the exact ruleset kube-proxy programs',
  author: 'cdk8s-nftables maintainers',
  authorAddress: 'maintainers@cdk8s-nftables.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-nftables/cdk8s-nftables.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk8s-nftables maintainers',
  keywords: ['cdk8s', 'kubernetes', 'kube-proxy', 'nftables', 'ipvs', 'migration', 'kubeadm'],
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  // Newer ones need a newer Node.js than the library does.
  bumpPackage: 'commit-and-tag-version@^12',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  // 22 and 24 are what Node.js itself supports; 20.16 still works, and nothing breaks it without need.
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24',

  // Peer floors: the oldest versions whose API this library needs.
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.3.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  // Plain JavaScript dependencies have to be bundled into a jsii package.
  bundledDeps: ['js-yaml@^4.3.2', 'commander@^14.0.3'],
  devDeps: [
    '@types/node@^20',
    '@types/js-yaml@^4',
    'ajv@^8',
    'cdk8s-cli@^2.207.0',
    'cdk8s-plus-30@^2.4.10',
    'jsii-rosetta@~6.0.0',
    // The page of reports: bundled when the library is built, so nothing of it is a dependency of who installs the library.
    'esbuild@^0.28',
    'preact@^11',
    'markdown-it@^15',
    '@tanstack/virtual-core@^3',
    '@noble/hashes@^2',
    // The page is tried in a browser.
    'playwright-core@^1',
    'axe-core@^4',
  ],
  autoDetectBin: false,
  // kubectl runs the second one as `kubectl nftables`.
  bin: { 'cdk8s-nftables': 'bin/cdk8s-nftables.js', 'kubectl-nftables': 'bin/kubectl-nftables.js' },

  // No long-lived tokens where the registry trusts the workflow; npm and PyPI then show where a package was built.
  npmTrustedPublishing: true,
  npmProvenance: true,
  publishToPypi: { distName: 'cdk8s-nftables', module: 'cdk8s_nftables', trustedPublishing: true, attestations: true },
  publishToMaven: {
    javaPackage: 'dev.cdk8snftables',
    mavenGroupId: 'dev.cdk8s-nftables',
    mavenArtifactId: 'cdk8s-nftables',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8sNftables', packageId: 'Cdk8sNftables', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk8s-nftables/cdk8s-nftables-go' },

  jestOptions: {
    // Snapshots change only on purpose: npx jest -u
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    // The JUnit report is written by CI systems that want one; the terminal does not need it.
    junitReporting: false,
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/', '/test/fixtures/'],
      testTimeout: 30_000,
      // The default leaves a core idle, which is half of a small machine.
      maxWorkers: '100%',
      collectCoverage: false,
    },
  },
  githubOptions: { pullRequestLintOptions: { semanticTitleOptions: { types: ['feat', 'fix', 'docs', 'test', 'perf', 'refactor', 'chore'] } } },
  depsUpgradeOptions: {
    workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY },
  },
  autoApproveUpgrades: false,
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'scripts', 'page'], fileExtensions: ['.ts', '.tsx'] },
  tsconfigDev: {
    include: ['../examples/**/*.ts', '../scripts/**/*.ts'],
    // Tests are transpiled file by file, which is quick; the test task type-checks them all at once.
    compilerOptions: { isolatedModules: true },
  },
});

// Source maps inside the files would have to be read at each start of the command.
for (const [option, value] of [['inlineSourceMap', undefined], ['inlineSources', undefined], ['sourceMap', true]] as const) {
  project.tsconfig?.file.addOverride(`compilerOptions.${option}`, value);
}
project.npmignore?.exclude('*.js.map');

// Not all platforms' binaries of 1.13.0 can be had, and `npm ci` refuses a lockfile that lacks any.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Editors and the linter look for the configuration next to a file.
for (const folder of ['examples', 'scripts']) {
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: { extends: '../test/tsconfig.json', compilerOptions: { rootDir: '..' }, include: ['**/*.ts'], exclude: [] },
  });
}

// Only the library is public. `require('cdk8s-nftables')` works inside the repository as well, for the examples.
project.package.addField('exports', {
  '.': './lib/index.js',
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
});

// The page of reports is bundled with the interpreter from src.
project.compileTask.exec('ts-node --project scripts/tsconfig.json scripts/page.ts');
project.gitignore.exclude('/resources/page/');
project.npmignore?.include('/resources/page/');

// Tests run the compiled command and examples, so `npm test` works on a fresh clone.
project.testTask.prependExec('tsc --noEmit -p page/tsconfig.json');
project.testTask.prependExec('tsc --noEmit -p test/tsconfig.json');
project.testTask.prependSpawn(project.compileTask);

// A machine without all toolchains makes what it can.
for (const language of ['python', 'java', 'go', 'dotnet']) {
  project.tasks.tryFind(`package:${language}`)?.reset(`ts-node --project scripts/tsconfig.json scripts/package-language.ts ${language}`);
}

project.addTask('demo', {
  description: 'Preview the ruleset of a node of the cluster in examples/, and synthesize the example apps',
  steps: [
    { spawn: project.compileTask.name },
    { exec: 'ts-node --project examples/tsconfig.json examples/kube-proxy-addon/main.ts' },
    { exec: 'ts-node --project examples/tsconfig.json examples/web-shop/main.ts' },
    { exec: 'ts-node --project examples/tsconfig.json examples/migration/main.ts' },
    { exec: 'ts-node --project examples/tsconfig.json examples/typescript/main.ts' },
    { exec: 'node bin/cdk8s-nftables.js preview examples/cluster --node worker-1 --kubernetes-version 1.36 --quiet --out examples/migration/dist/worker-1.nft' },
    { say: 'What happens to a connection from a pod on worker-1 of examples/cluster to the Service shop/frontend:' },
    {
      exec: 'node bin/cdk8s-nftables.js explain examples/cluster --node worker-1 --kubernetes-version 1.36 --quiet --from pod:shop/cart-0 --to svc:shop/frontend:http',
    },
    { say: 'Written: examples/migration/dist/worker-1.nft, the whole ruleset of worker-1' },
    { say: 'Written: examples/*/dist, the manifests of the example apps with rulesets beside them' },
    { say: 'Read next: examples/migration/dist/migration/RUNBOOK.md, the migration of the cluster' },
  ],
});

project.addTask('unit', {
  description: 'Run the plain unit tests: no kernel, no child processes, no other program',
  steps: [
    // Some of them look at the compiled package. In a fresh clone there is none.
    { spawn: project.compileTask.name, condition: '! test -f .jsii' },
    {
      exec: `jest --testPathIgnorePatterns /node_modules/ /test/fixtures/ ${[
        '/test/bed/', '/test/cli/', '/test/docs/programs', '/test/examples/', '/test/constructs/checks/nftables-validation', '(kernel|nginx|browser)\\.test',
      ].join(' ')}`,
      receiveArgs: true,
    },
  ],
});

project.addTask('bench', {
  description: 'Measure time and memory of previews of large clusters',
  steps: [
    { spawn: project.compileTask.name },
    { exec: 'ts-node --project scripts/tsconfig.json scripts/bench.ts', receiveArgs: true },
  ],
});

project.addTask('screenshots', {
  description: 'Take the pictures of docs/reports.md, in Chromium',
  steps: [
    { spawn: project.compileTask.name },
    { exec: 'ts-node --project scripts/tsconfig.json scripts/screenshots.ts' },
  ],
});

// One document of all types is larger than code hosts show.
project.tasks.tryFind('docgen')?.reset('ts-node --project scripts/tsconfig.json scripts/api-pages.ts');

project.addTask('rules-page', {
  description: 'Write docs/rules.md from the rules',
  steps: [{ exec: 'ts-node --project scripts/tsconfig.json scripts/rules-page.ts' }],
});

// The build runs on the newest of them; the tests run on the other one as well.
project.buildWorkflow?.addPostBuildJob('test-node-22', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  steps: [
    github.WorkflowSteps.checkout(),
    { name: 'Setup Node.js', uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '22', 'package-manager-cache': false } },
    { name: 'Install dependencies', run: 'npm ci' },
    { name: 'Run the tests', run: 'npm test' },
  ],
});

// What the probe printed is data of the example.
project.gitignore.include('/examples/cluster/node-facts.log');
project.gitignore.exclude('/examples/*/dist/', '/examples/java/target/', '__pycache__/', '.jsii.tabl.json');
project.npmignore?.exclude('/page/', '/examples/', '/docs/', '/scripts/', '/.ci/', '/API.md', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/SECURITY.md');

// Examples import the library by its name, which resolves to this very folder.
project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/internal-regex', '^cdk8s-nftables$');

// test/imports.test.ts checks the same, and packages.
const zones = ROOMS.map((room, i) => ({
  target: `./src/${room}`,
  from: [...ROOMS.slice(i + 1), ...NEVER[room] ?? []].map(other => `./src/${other}`),
  message: 'Rooms import those below them only: see ARCHITECTURE.md.',
})).filter(({ from }) => from.length > 0);
project.eslint?.addOverride({ files: ['src/**/*.ts'], rules: { 'import/no-restricted-paths': ['error', { zones }], 'import/no-cycle': 'error' } });

// Addresses and masks are bits.
project.eslint?.addOverride({ files: ['src/base/ip/*.ts', 'test/**/*.ts'], rules: { 'no-bitwise': 'off' } });

project.synth();
