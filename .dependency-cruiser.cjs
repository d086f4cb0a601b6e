/** The arrows of the house, as an allow-list: what a room may import. Everything not listed is refused. */
const rooms = {
  http: ['http', 'apis', 'documents', 'tmf630'],
  apis: [
    'apis',
    'fulfilment',
    'reconcile',
    'journey',
    'documents',
    'messaging',
    'db',
    'lifecycle',
    'tmf630',
    'http/behaviour',
  ],
  fulfilment: ['fulfilment', 'journey', 'documents', 'messaging', 'lifecycle'],
  reconcile: ['reconcile', 'fulfilment', 'journey', 'documents', 'messaging', 'db'],
  journey: ['journey', 'documents', 'lifecycle', 'db'],
  documents: ['documents', 'db', 'tmf630'],
  messaging: ['messaging', 'documents', 'db'],
  db: ['db', 'tmf630'],
  lifecycle: ['lifecycle'],
  tmf630: ['tmf630'],
  demo: ['demo'],
};
const pure = [
  '^src/(lifecycle|tmf630)/',
  '^src/fulfilment/[^/]+\\.ts$',
  '^src/fulfilment/bodies/',
  '^mappings/',
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `arrows-of-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: ['^src/(errors|config)\\.ts$', ...allowed.map((name) => `^src/${name}(/|\\.ts$)`)],
      },
    })),
    {
      name: 'mappings-below',
      severity: 'error',
      from: { path: '^mappings/' },
      to: { path: '^(src|adapters)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-below',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'openapi-lowest',
      severity: 'error',
      from: { path: '^openapi/' },
      to: { path: '^(src|adapters|mappings)/' },
    },
    {
      name: 'adapters-apart',
      severity: 'error',
      from: { path: '^adapters/(fsm|project|cmdb|api)/' },
      to: { path: '^adapters/(fsm|project|cmdb|api)/', pathNot: '^adapters/$1/' },
    },
    {
      name: 'api-folders-apart',
      severity: 'error',
      from: { path: '^src/apis/(tmf[^/]+|turnup)/' },
      to: { path: '^src/apis/(tmf[^/]+|turnup)/', pathNot: '^src/apis/$1/' },
    },
    {
      name: 'pure-stays-pure',
      severity: 'error',
      from: { path: pure },
      to: {
        path: [
          '^src/(db|documents|messaging|http|apis|reconcile)/',
          '^src/fulfilment/apply/',
          '^node_modules/(sequelize|amqplib|express|node-cron|pino)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'drivers-only-at-the-root',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(main|app|cli|drivers)\\.ts$', '^src/(db|messaging)/'],
      },
      to: { path: ['^src/messaging/(rabbitmq|embedded)/', '^src/db/(postgres|sqlite)'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'] },
  },
};
