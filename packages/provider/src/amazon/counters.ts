/** What passed between us and Amazon since the account was made. */
export interface AmazonCounters {
  /** HTTP answers of any kind, the sign-in's included. */
  calls: number;
  /** Sequences sent, and the commands they carried. */
  sequences: number;
  commands: number;
  /** Commands that rode in another one's sequence. */
  merged: number;
  superseded: number;
  expired: number;
  refused: number;
  /** Volumes sent again because the Echo did not report them. */
  resent: number;
  confirmed: number;
  throttled: number;
  pushOpened: number;
  pushEvents: number;
  crashes: number;
}

/** All at zero. */
export function newCounters(): AmazonCounters {
  return {
    calls: 0,
    sequences: 0,
    commands: 0,
    merged: 0,
    superseded: 0,
    expired: 0,
    refused: 0,
    resent: 0,
    confirmed: 0,
    throttled: 0,
    pushOpened: 0,
    pushEvents: 0,
    crashes: 0,
  };
}
