import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { functionNames } from './function-names.ts';

/** As many executions as an account of AWS may have open (AWS Step Functions Developer Guide, "Quotas"). */
export const MOST_OPEN_TASKS = 1_000_000;
const USUAL_OPEN_TASKS = 10_000;

/** As many as an operator can want. */
export const MANY = 10_000_000;

/** The messages follow the name of the option, as in `"openTasks" must be …`. */
function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}.`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

const many = wholeNumber(1, MANY);

/** A domain of the operator's. Its DNS records and its certificate are the operator's too. */
const domain = z.strictObject({
  name: z
    .string()
    .regex(
      /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
      'must be a domain such as api.example.com.',
    ),
  certificateArn: z.string().regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/, {
    error:
      'must be the ARN of a certificate in ACM: arn:aws:acm:<region>:<account>:certificate/<id>.',
  }),
});

/** The same, for CloudFront, which reads its certificates and web ACLs in us-east-1 alone. */
const edgeDomain = domain.refine(({ certificateArn }) => inVirginia(certificateArn), {
  path: ['certificateArn'],
  error: 'must be in us-east-1: CloudFront takes certificates from nowhere else.',
});

const logRetentions = Object.values(RetentionDays).filter(
  (days): days is RetentionDays & number =>
    typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** What an operator may choose for a stage; docs/deploying.md says the same in its table. */
export const stageOptions = z.strictObject({
  /** Whether tables, media and key outlive the stack; by default those of `prod` do. */
  retainData: z.boolean().optional(),
  /** Whether DynamoDB refuses to delete the tables, whoever asks. */
  protectTables: z.boolean().default(false),
  /** The memory of the function that renders, in MB; by default what Lambda gives two whole processors to. */
  renderMegabytes: wholeNumber(1_024, 10_240).default(3_538),
  /** How many renders the embedded provider makes at once, where the operator's list of providers does not say. */
  rendersAtOnce: wholeNumber(1, 10_000).optional(),
  /** The origins whose pages may call the API from a browser. */
  corsOrigins: z
    .array(
      z.string().refine(isOrigin, {
        error: ({ input }) =>
          `holds "${input}": give origins such as https://app.example.com, or *.`,
      }),
    )
    .default([]),
  /** How many requests a token may send in a minute to one warm function. */
  requestsPerMinute: many.default(600),
  /** How many requests that start tasks a token may send in a minute. */
  startsPerMinute: many.default(120),
  /** How many tasks an owner may have open at once, where the operator has set the owner no other limit. */
  openTasks: wholeNumber(1, MOST_OPEN_TASKS).default(USUAL_OPEN_TASKS),
  /** How many tasks an owner may make on one day, UTC; optional, any number unless given. */
  tasksPerDay: many.optional(),
  /** The address that alarms are sent to; optional. */
  alarmEmail: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be one e-mail address.')
    .optional(),
  /** Whom the servers that files are fetched from can write to, in the `User-Agent`; optional, the media's address unless given. */
  contact: z
    .string()
    .regex(
      /^(https:\/\/[!-~]{1,200}|[^\s@()]{1,64}@[^\s@()]{1,200})$/,
      'must be an e-mail address or an https address of a page.',
    )
    .optional(),
  /** A month's charges of the whole account, in US dollars, above which the alarms' topic is written to; optional. */
  monthlyBudget: z.number().positive().optional(),
  /** How long logs are kept, in days. */
  logRetentionDays: z.literal(logRetentions).default(RetentionDays.ONE_MONTH),
  /** Tags on everything that can have them. */
  tags: z
    .record(
      z
        .string()
        .regex(
          /^(?!aws:).{1,128}$/,
          'must have names of up to 128 characters that do not begin with aws:.',
        ),
      z.string().max(256),
    )
    .default({}),
  /** The domain of the API; optional, API Gateway's unless given. */
  apiDomain: domain.optional(),
  /** The domain that media are read under; optional, CloudFront's unless given. */
  mediaDomain: edgeDomain.optional(),
  /** A web ACL in front of the API and of the media; optional. */
  webAclArn: z
    .string()
    .regex(
      /^arn:[\w-]+:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/,
      'must be the ARN of a web ACL for CloudFront: arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>.',
    )
    .optional(),
  /** How many invocations of a function the account keeps free for it, and allows it; by function. */
  reservedConcurrency: z
    .partialRecord(z.enum(functionNames), wholeNumber(1, 1_000_000))
    .default({}),
});

export type StageOptions = z.output<typeof stageOptions>;

function inVirginia(arn: string): boolean {
  return arn.split(':')[3] === 'us-east-1';
}

function isOrigin(text: string): boolean {
  if (text === '*') return true;
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}
