/**
 * The direction rules of the house: rooms stand on floors, imports go down only, without circles, types included.
 * A new room fails here until it is given a floor.
 */
const { readdirSync } = require('node:fs');
const path = require('node:path');

const FLOORS = [
  ['kernel'],
  [
    'benefit-policy',
    'working-calendar',
    'national-record',
    'api-contracts',
    'lambda-kit',
    'dynamo-kit',
    'cloud-kit',
    'personal-data',
    'tabular',
    'month-file',
    'web-kit',
    'page-text',
  ],
  [
    'claims',
    'members',
    'hospitals',
    'documents',
    'review',
    'deadlines',
    'workflow-waits',
    'payout',
    'fund-ledger',
    'notices',
    'letters',
    'outbox',
    'audit',
    'archive',
    'paper-reading',
    'web-citizen',
    'web-hospital',
    'web-console',
  ],
  [
    'adjudication',
    'bank-results',
    'paper-checks',
    'case-file',
    'settlement-files',
    'one-stop',
    'supervision',
    'sample-district',
    'sample-papers',
  ],
];

const rooms = FLOORS.flat();
const homeless = readdirSync(path.join(__dirname, 'packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !rooms.includes(entry.name))
  .map((entry) => entry.name);
if (homeless.length > 0) {
  throw new Error(`Give these rooms a floor in .dependency-cruiser.cjs: ${homeless.join(', ')}`);
}

/** Folders of the implementations of ports, named by what is behind them: an AWS service, an image library, a scanner. */
const ADAPTER = '(aws|dynamo|s3|sqs|sfn|kms|sharp|clamd|wasm)';
const TEST = '\\.test\\.ts$|-suite\\.ts$';
const roomsOf = (names) => `^packages/(${names.join('|')})/`;
const forbidden = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const floorRules = FLOORS.slice(0, -1).map((names, index) =>
  forbidden(
    `floor-${index + 1}-looks-down`,
    'Imports go down only',
    { path: roomsOf(names) },
    { path: roomsOf(FLOORS.slice(index + 1).flat()) },
  ),
);

module.exports = {
  forbidden: [
    ...floorRules,
    forbidden('no-circles', 'Two files that need each other are one thing', {}, { circular: true }),
    forbidden('resolvable', 'Every import must be found', {}, { couldNotResolve: true }),
    forbidden(
      'owners-keep-apart',
      'Each stored thing has one owner; where several domains meet is one floor up. All may tell the outbox.',
      { path: `^packages/(${FLOORS[2].join('|')})/src/`, pathNot: TEST },
      { path: roomsOf(FLOORS[2].filter((name) => name !== 'outbox')), pathNot: '^packages/$1/' },
    ),
    forbidden(
      'packages-stand-alone',
      'Nothing below knows of functions, infra or tests',
      { path: '^packages/' },
      { path: '^(functions|infra|test)/' },
    ),
    forbidden(
      'functions-stand-alone',
      'Functions know neither infra nor tests',
      { path: '^functions/' },
      { path: '^(infra|test)/', pathNot: '^test/support/' },
    ),
    forbidden(
      'functions-keep-apart',
      'What two doors share moves down into a package',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: '^functions/$1/' },
    ),
    forbidden(
      'rules-touch-no-cloud',
      'Outside the adapters no AWS SDK',
      { path: '^packages/[^/]+/src/', pathNot: `^packages/[^/]+/src/${ADAPTER}/|${TEST}` },
      { path: '(^|/)node_modules/(@aws-sdk|@smithy)/' },
    ),
    forbidden(
      'rules-touch-no-machine',
      'Outside the adapters nothing of Node but its data structures: clock, files and randomness are passed in',
      {
        path: '^packages/[^/]+/src/',
        pathNot: `^packages/[^/]+/src/${ADAPTER}/|^packages/lambda-kit/src/environment\\.ts$|${TEST}`,
      },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(buffer|stream|stream/web|string_decoder|util)$' },
    ),
    forbidden(
      'one-middleware-chain',
      'Only lambda-kit knows middy and Powertools',
      { pathNot: '^packages/lambda-kit/' },
      { path: '(^|/)node_modules/(@middy|@aws-lambda-powertools)/' },
    ),
    forbidden(
      'a-root-knows-no-adapter',
      'The adapter implements the port next door, never the other way round',
      { path: '^packages/([^/]+)/src/', pathNot: `^packages/[^/]+/src/${ADAPTER}/|${TEST}` },
      { path: `^packages/$1/src/${ADAPTER}/` },
    ),
    forbidden(
      'adapters-are-constructed-at-the-door',
      "Only a function's index.ts opens stores and clients (lambda-kit reads stream images)",
      {
        path: '^(packages|functions)/',
        pathNot: `^packages/[^/]+/src/${ADAPTER}/|^packages/lambda-kit/|^functions/[^/]+/index\\.ts$|${TEST}`,
      },
      { path: `^packages/[^/]+/src/${ADAPTER}/|(^|/)node_modules/(@aws-sdk|@smithy)/` },
    ),
    forbidden(
      'infra-reads-contracts',
      'Of a function, infra reads contract.ts only',
      { path: '^infra/' },
      { path: '^functions/', pathNot: '^functions/[^/]+/contract\\.ts$' },
    ),
    forbidden(
      'infra-reads-descriptions',
      'Of packages, infra reads contracts and table descriptions only',
      { path: '^infra/(?!local/|archive/)' },
      {
        path: '^packages/',
        pathNot:
          '^packages/(lambda-kit/src/contract|api-contracts/src/[^/]+|dynamo-kit/src/table|[^/]+/src/[^/]+-table)\\.ts$',
      },
    ),
    forbidden(
      'stacks-refer-to-data',
      'Service stacks get the data stack through its resources; no stack knows another',
      { path: '^infra/stacks/([^/]+)-stack\\.ts$' },
      { path: '^infra/stacks/[^/]+-stack\\.ts$', pathNot: '^infra/stacks/$1-stack\\.ts$' },
    ),
    forbidden(
      'web-speaks-contracts',
      'Web rooms know the contracts, the web kit, the kernel, and what checks a file before it is sent',
      { path: '^packages/(web-citizen|web-hospital|web-console)/' },
      { path: '^packages/', pathNot: '^packages/($1|web-kit|api-contracts|kernel|month-file)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdk\\.out|\\.local)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
