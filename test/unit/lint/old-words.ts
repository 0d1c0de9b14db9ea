/** A word that the project no longer uses, and the standard term for it. */
export interface OldWord {
  readonly old: RegExp;
  readonly instead: string;
}

/** Whole identifiers, exported or not, that had a meaning of the project's own. */
export const oldIdentifiers: readonly OldWord[] = [
  { old: /^(take|leave|giveBack)Place$|^giveBack$/, instead: 'acquireSlot, releaseSlot' },
  { old: /^(Place|places)$/, instead: 'Slot, slots' },
  { old: /^(join|leave)Line$|^Line(Key|Entry)$/, instead: 'enqueue, dequeue, QueueKey' },
  {
    old: /^Turn(Answer)?$|^askForTurn$|^(createT|T)urns$/,
    instead: 'AdmissionRequest, createLimiter',
  },
  { old: /^Pac(e|ing)([A-Z].*)?$|^pac(ing|ed)$/, instead: 'ProviderLoad, Throttle, throttled' },
  { old: /^(plan|most|best)?[lL]ooks?$/, instead: 'check, planChecks' },
  { old: /^handOver$|^HandOver/, instead: 'dispatchTask' },
  { old: /^(write)?Letter$/, instead: 'OutgoingRequest, prepareRequest' },
  { old: /[bB]ookings?([A-Z]\w*)?$|^book$/, instead: 'LedgerTransaction, post' },
  { old: /^Movement|^counterpartOf$/, instead: 'LedgerEntry, counterEntry' },
  {
    old: /^(insistOn|tells|knows|isTold|stops|watches|invokes|readsParameters|uses(Table|Media|Key))$/,
    instead: 'retryForever, grantTaskTokens, addVariable, grantX',
  },
  { old: /^(present|show)(Task|Token|SubUser|Endpoint|Voice)/, instead: 'toXView' },
  { old: /^\w+Surroundings$/, instead: 'environment, XDependencies' },
  { old: /^(?!oneOf$|anyOf$)[a-z]\w*Of$/, instead: 'createX, getX or parseX' },
];

/**
 * Phrases that no comment, state name, message, text of the OpenAPI document or page of the documentation may have:
 * words with a meaning of the project's own, and English that is not what an engineer would write or search for.
 */
export const oldProse: readonly OldWord[] = [
  { old: /\b(had no|wait for a|takes its|keeps its) place\b/i, instead: 'slot, concurrency limit' },
  {
    old: /\b(stands?|waits?) in (its|the|a) line\b|\bwhen its turn comes\b/i,
    instead: 'waits in the queue',
  },
  { old: /\bhow long \S+ line is\b/i, instead: 'queue length' },
  { old: /(?<!arrive )\bout of order\b/i, instead: 'unavailable' },
  { old: /\b(is|are|was|were|be|been|being) (only )?told\b/i, instead: 'is notified, receives' },
  { old: /\b(tells|telling)\b/i, instead: 'reports, says, distinguishes, notifies' },
  { old: /\b(has not|never|not) been heard of\b|\bheard of\b/i, instead: 'no heartbeat from' },
  { old: /\b(faults?|mistakes?) of (ours|our own)\b/i, instead: 'internal fault' },
  { old: /\bof (ours|theirs)\b/i, instead: 'the name of whose it is' },
  { old: /\b(?<!ids )of (its|their|our|your) own\b/i, instead: 'its own …, a separate …' },
  { old: /\bso many\b/i, instead: 'this many, the number by its name' },
  { old: /; nothing (where|when)\b/i, instead: 'undefined if …' },
  {
    old: /\b(where|when|if) (it is |they are )?left out\b|\bleft out:/i,
    instead: 'optional; defaults to …',
  },
  { old: /\bas a rule\b/i, instead: 'usually' },
  {
    old: /\b(first|last|next|each|every|per) looks?\b(?!-up)|\blooks? at (a|the) task\b/i,
    instead: 'check',
  },
  { old: /\b(a|the|such) neighbou?rs?\b(?= (kind|family|of A2E))/i, instead: 'passthrough kind' },
  {
    old: /\bhand(s|ed)? (a|the) task over\b|\bhand(s|ed)? over (a|the|its)\b/i,
    instead: 'dispatches',
  },
  {
    old: /\b(puts|answers|runs) (a|the|such) questions?|\bclosed list of questions?\b/i,
    instead: 'query',
  },
  {
    old: /\b(came and went|see(s|n)? to it|take[ns]? (a token|them|it) back)\b/i,
    instead: 'history, processes, revoke',
  },
  { old: /\b(begin|end) a talk\b/i, instead: 'start, end a streaming session' },
  {
    old: /\b(in|for|from) its surroundings\b|\bbookings?\b(?!-)/i,
    instead: 'environment, transactions',
  },
];
