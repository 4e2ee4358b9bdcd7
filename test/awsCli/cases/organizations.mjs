const [MANAGEMENT, MEMBER, OUTSIDER] = ['100000000041', '100000000042', '100000000043'];
const below = (operation, parent, ...more) => ['organizations', operation, '--parent-id', parent, ...more];
const units = (...words) => below('list-organizational-units-for-parent', ...words);
const accounts = (...words) => below('list-accounts-for-parent', ...words);
const roots = ['organizations', 'list-roots'];
const organization = {
  ...{ id: 'o-exampleorgid', rootId: 'r-abcd', emptyPages: true },
  units: {
    'ou-abcd-workload': { name: 'Workloads' },
    'ou-abcd-prod0001': { name: 'Prod', parent: 'ou-abcd-workload' },
  },
  accounts: {
    [MANAGEMENT]: { name: 'Management' },
    [MEMBER]: { name: 'Shop', parent: 'ou-abcd-prod0001', joinedAt: '2024-02-01T00:00:00.000Z' },
  },
};
const arn = resource => `arn:aws:organizations::${MANAGEMENT}:${resource}`;

/** Which account is in which unit; each list begins with a page that holds nothing. */
export const organizations = {
  name: 'organizations',
  account: MANAGEMENT,
  state: { [MANAGEMENT]: { 'us-east-1': { organizations: organization } }, [OUTSIDER]: {} },
  cases: [
    {
      aws: roots,
      output: { Roots: [{ Id: 'r-abcd', Arn: arn('root/o-exampleorgid/r-abcd'), Name: 'Root', PolicyTypes: [] }] },
    },
    {
      aws: units('r-abcd'),
      output: {
        OrganizationalUnits: [
          { Id: 'ou-abcd-workload', Arn: arn('ou/o-exampleorgid/ou-abcd-workload'), Name: 'Workloads' },
        ],
      },
    },
    { aws: units('ou-abcd-prod0001'), output: { OrganizationalUnits: [] } },
    {
      aws: accounts('ou-abcd-prod0001', '--page-size', '1'),
      output: {
        Accounts: [
          {
            ...{ Id: MEMBER, Arn: arn(`account/o-exampleorgid/${MEMBER}`), Name: 'Shop', Status: 'ACTIVE' },
            ...{ JoinedMethod: 'CREATED', JoinedTimestamp: 1_706_745_600 },
          },
        ],
      },
    },
    { aws: accounts('r-abcd', '--max-results', '20'), output: { Accounts: [], NextToken: /./ } },
    { aws: accounts('ou-abcd-nowhere1'), error: 'ParentNotFoundException' },
    { aws: accounts('nowhere'), error: 'InvalidInputException', message: /required pattern/ },
    { aws: units('r-abcd', '--max-results', '21'), error: 'InvalidInputException' },
    { aws: roots, account: MEMBER, error: 'AccessDeniedException', message: /permissions to access this resource/ },
    { aws: roots, account: OUTSIDER, error: 'AWSOrganizationsNotInUseException' },
    { aws: ['organizations', 'describe-organization'], error: 'NotImplemented', message: /DescribeOrganization/ },
  ],
};
