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
  { old: /^Bookings?$|^bookings?$|^book$/, instead: 'LedgerTransaction, post' },
  { old: /^Movement|^counterpartOf$/, instead: 'LedgerEntry, counterEntry' },
  {
    old: /^(insistOn|tells|knows|isTold)$/,
    instead: 'retryForever, grantTaskTokens, addVariable',
  },
  { old: /^(present|show)(Task|Token|SubUser|Endpoint|Voice)/, instead: 'toXView' },
  { old: /^(?!oneOf$|anyOf$)[a-z]\w*Of$/, instead: 'createX, getX or parseX' },
];

/** Phrases that neither a state's name nor a text that callers and operators read may have. */
export const oldPhrases: readonly OldWord[] = [
  { old: /\b(had no|wait for a|takes its) place\b/i, instead: 'slot, concurrency limit' },
  { old: /\bout of order\b(?! )/i, instead: 'unavailable' },
  { old: /\b(is|are|was|be) told\b/i, instead: 'is notified, receives' },
  { old: /\bstands? in (its|the|a) line\b/i, instead: 'waits in the queue' },
  { old: /\bfault of ours\b/i, instead: 'internal fault' },
];

/** Phrases that no comment may have. */
export const oldComments: readonly OldWord[] = [
  {
    old: /\bwhere (it is|they are) left out\b|\bwhen left out\b/i,
    instead: 'optional; defaults to …',
  },
  { old: /; nothing (where|when) (?!someone)/i, instead: 'undefined if …' },
  {
    old: /\b(so many) (seconds|tasks|looks|accounts|starts)\b/i,
    instead: 'the number, by its name',
  },
  { old: /\b(of|by) ours?\b(?= keeps|\.)/i, instead: 'the name of whose it is' },
];
