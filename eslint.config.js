import tseslint from 'typescript-eslint';

/** Mistakes that no other rule names. */
const FORBIDDEN_SYNTAX = [
  {
    selector:
      "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|unstable_mockModule)$/]",
    message: 'No module mocks: pass the dependency in and hand the test an honest fake.',
  },
  { selector: 'TSEnumDeclaration', message: 'No enums: a const array and its union of texts.' },
  { selector: 'TSParameterProperty', message: 'No parameter properties: they are not erasable.' },
];
const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default exports: a thing has one name everywhere.',
};
const PROCESS_IS_PASSED_IN =
  'Only lambda-kit and infra read the environment; everything else is given what it needs.';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/cdk.out/',
      '**/dist/',
      '.local/',
      'coverage/',
      'reports/',
      '.stryker-tmp/',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'no-restricted-syntax': ['error', ...FORBIDDEN_SYNTAX, NO_DEFAULT_EXPORT],
      'no-restricted-globals': ['error', { name: 'process', message: PROCESS_IS_PASSED_IN }],
      'no-restricted-imports': [
        'error',
        { paths: ['process', 'node:process'].map((name) => ({ name, message: PROCESS_IS_PASSED_IN })) },
      ],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Programs that a person runs: they read the command line and speak
    files: ['infra/**/*.ts', 'packages/*/cli/**/*.ts', 'test/bench/**/*.ts', 'test/support/**/*.ts'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-imports': 'off', 'no-console': 'off' },
  },
  {
    files: ['packages/lambda-kit/src/environment.ts', 'packages/lambda-kit/src/*.test.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' },
  },
  {
    // A table of cases may be long
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    // The tool asks for a default export
    files: ['*.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': ['error', ...FORBIDDEN_SYNTAX] },
  },
);
