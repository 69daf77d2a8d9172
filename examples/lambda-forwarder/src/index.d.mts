/** What comes back to Alexa, as far as this example looks into it. */
export interface ForwardedAnswer {
  readonly payload?: { readonly type?: string };
  readonly response?: {
    readonly card?: { readonly title?: string };
    readonly outputSpeech?: { readonly text?: string };
  };
}

/** What AWS calls: hands `event` to the bridge and resolves with its answer, or with one that says "not now". Never rejects. */
export function handler(event: object, context?: { getRemainingTimeInMillis?: () => number }): Promise<ForwardedAnswer>;
