import type { KnownDifference } from '../comparison.ts';

type Explained = readonly [known: KnownDifference, cases: readonly string[]];

const explained: readonly Explained[] = [
  [
    {
      nearer: 'ours',
      reason:
        'an expression that fails is a States.QueryEvaluationError (Developer Guide, "Handling errors"); moto lets the evaluator\'s exception through as States.Runtime',
    },
    [
      'expressions: a number from words',
      'expressions: an error of its own',
      'expressions: an assertion',
      'expressions: a wrong type',
      'expressions: a comparison of different types',
      'expressions: a call of nothing',
      'expressions: a wrong argument',
      'expressions: a division by nothing',
      'functions: a range without a step',
      'functions: parsed text that is no JSON',
    ],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'a result of the wrong type or out of range is a States.QueryEvaluationError (Developer Guide, "Transforming data with JSONata", errors; for Items, recorded from AWS); moto does not check, or stumbles',
    },
    [
      'flow: a Fail whose error is no string',
      'flow: a Wait of -1 seconds',
      'flow: a Wait of 1.5 seconds',
      'flow: a Wait of "10" seconds',
      'flow: a Wait of null seconds',
      'flow: a Wait until a word',
      'choices: a condition of 1',
      'choices: a condition of "true"',
      'choices: a condition of null',
      'choices: a condition of [true]',
      'choices: a condition of {}',
      'tasks: a time-out that is no number',
      'tasks: a time-out of no seconds',
    ],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'functions are no result ("returned an unsupported result type", recorded from AWS); moto gives the evaluator\'s own objects away',
    },
    [
      'expressions: a function as the result',
      'expressions: a built-in function as the result',
      'expressions: a regular expression as the result',
    ],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'a nested $ is allowed (States Language, "JSONata": only at the top level it is not); moto refuses every $',
    },
    [
      'expressions: a filter that leaves one',
      'expressions: a filter that leaves several',
      'expressions: a filter that leaves one, kept as an array',
      'expressions: an array of one, mapped',
      'expressions: an expression does not change the input',
    ],
  ],
  [
    {
      nearer: 'ours',
      reason: 'moto pastes texts with quotes into its expressions without escaping them',
    },
    [
      'variables: a variable holds quotes, backslashes and other scripts',
      'errors: a catcher with an output and assignments',
    ],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'the functions that Step Functions adds (Developer Guide, "JSONata functions provided by Step Functions"); moto has no $hash, $uuid and seeded $random, lets $range pass 1,000 and offers $eval',
    },
    [
      'functions: a hash',
      'functions: a hash of an unknown kind',
      'functions: the length of a UUID',
      'functions: the shape of a UUID',
      'functions: a random number with a seed is the same twice',
      'functions: a range of 1,001',
      'functions: an evaluation',
    ],
  ],
  [
    {
      nearer: 'neither',
      reason: 'AWS does not say what $partition makes of an empty array or of parts of no size',
    },
    ['functions: parts of nothing', 'functions: parts of an empty array'],
  ],
  [
    {
      nearer: 'ours',
      reason: 'JSONata takes each character as one byte (JSONata, $base64encode)',
    },
    ['expressions: base64'],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'all expressions of a state see the variables as they were when it was entered (Developer Guide, "Passing data between states with variables")',
    },
    ['variables: an output sees the variables as they were before'],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'a rule that holds uses its own Output and Assign, the state\'s are for Default (States Language, "Choice State"); moto takes the state\'s each time',
    },
    ['choices: the first rule that holds', 'choices: a rule without an output'],
  ],
  [
    {
      nearer: 'ours',
      reason: 'States.NoChoiceMatched is the error\'s name (Developer Guide, "Handling errors")',
    },
    ['choices: no rule and no default'],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'a Task can catch States.QueryEvaluationError (Developer Guide, "Transforming data with JSONata", errors); moto evaluates Output after its catchers',
    },
    [
      'tasks: an error in the output of a task that catches it',
      'errors: a query error is caught by States.ALL',
      'errors: a query error is no failed task',
    ],
  ],
  [
    {
      nearer: 'neither',
      reason:
        'the Developer Guide says that States.ALL does not catch States.DataLimitExceeded; LocalStack recorded AWS doing it in March 2024. Here the execution fails: what works here then works there',
    },
    ['errors: too large a result is not caught by States.ALL'],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'variables have the limit of 256 KiB (Developer Guide, "Passing data between states with variables")',
    },
    ['tasks: a variable too large to keep'],
  ],
  [
    { nearer: 'ours', reason: 'moto ends when a catcher leads back to its own state' },
    ['errors: a catcher that leads back'],
  ],
  [
    {
      nearer: 'ours',
      reason: 'a timestamp may have an offset (States Language, "Timestamps")',
    },
    ['flow: a Wait until a computed time with an offset'],
  ],
  [
    {
      nearer: 'neither',
      reason:
        'AWS gives States.Timeout without a cause (recorded for tasks); here the cause says which limit passed',
    },
    ['flow: a machine that runs out of time'],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'what $states holds in which field (Developer Guide, "Passing data between states with variables", reserved variable): no result in a Wait, errorOutput in a Catch; RetryCount is part of the context',
    },
    [
      'expressions: the context tells the state and the retries',
      'expressions: there is no result in a Wait',
      'expressions: there is no error output outside of a Catch',
    ],
  ],
  [
    {
      nearer: 'ours',
      reason:
        'CreateStateMachine refuses it (States Language, the rules of each field); moto finds out when it runs, or never',
    },
    [
      'refusals: a start that is not there',
      'refusals: a next state that is not there',
      'refusals: neither next nor end',
      'refusals: an expression that is no JSONata',
      'refusals: an expression that never closes',
      'refusals: a variable named states',
    ],
  ],
];

/** By group and name of the case. */
export const knownDifferences: ReadonlyMap<string, KnownDifference> = new Map(
  explained.flatMap(([known, cases]) => cases.map((name) => [name, known] as const)),
);
