import type { MusicInterface } from "@ma-alexa/protocol/alexa/music-skill";

/** What a household decides about its music skill. */
export interface MusicSkillOptions {
  /** Where Alexa asks: the bridge's public https address, or the ARN of the household's Lambda function. */
  readonly endpoint: string;
  /** The bridge's public https address, for pictures and the pages that the manifest names. */
  readonly publicUrl: string;
  /** What Alexa says when she names the skill. */
  readonly promptName: string;
  /** What people say after "on". */
  readonly alias: string;
  /** Whether the certificate names a whole domain: a wrong word here is taken, and Amazon then never calls. */
  readonly certificate: "Trusted" | "Wildcard";
}

/** Alexa knows music skills of private owners in this locale only (Music Skill reference 1). */
const LOCALE = "en-US";

/** Every interface with the requests that we answer: one without any passes creation and fails later (10.2). */
const INTERFACES: readonly MusicInterface[] = [
  { namespace: "Alexa.Media.Search", version: "1.0", requests: named("GetPlayableContent") },
  { namespace: "Alexa.Media.Playback", version: "1.0", requests: named("Initiate", "Reinitiate") },
  {
    namespace: "Alexa.Audio.PlayQueue",
    version: "1.0",
    requests: named("GetNextItem", "GetPreviousItem", "JumpToItem"),
  },
  {
    namespace: "Alexa.Media.PlayQueue",
    version: "1.0",
    requests: named("GetItem", "GetView", "SetShuffle", "SetLoop", "SetRepeat"),
  },
  { namespace: "Alexa.UserPreference", version: "2.0", requests: named("ReceiveFeedback") },
];

const EVENTS = ["STARTED", "FINISHED", "STOPPED", "FAILED"].map((what) => ({
  eventName: `AUDIO_ITEM_PLAYBACK_${what}`,
}));

/** The manifest of a private music skill in the shape that Amazon's skill management takes (10.4). */
export function musicManifest(options: MusicSkillOptions): object {
  const { publicUrl, promptName, alias } = options;
  const endpoint = endpointOf(options);
  const page = (name: string) => `${publicUrl.replace(/\/+$/, "")}/${name}`;
  return {
    manifest: {
      manifestVersion: "1.0",
      publishingInformation: {
        locales: {
          [LOCALE]: {
            name: promptName,
            summary: "Plays the music of your own Music Assistant.",
            description: "Plays what your own Music Assistant has in its library and its queue, on your own Echos.",
            examplePhrases: [`Alexa, play music on ${alias}`, `Alexa, play my favourite album on ${alias}`],
            keywords: ["music", "music assistant", "self-hosted"],
            smallIconUri: page("skill/icon-108.png"),
            largeIconUri: page("skill/icon-512.png"),
          },
        },
        isAvailableWorldwide: false,
        distributionCountries: ["US"],
        distributionMode: "PRIVATE",
        category: "STREAMING_SERVICE",
        testingInstructions: "A private skill of one household. Its account is linked on the household's own bridge.",
      },
      apis: {
        music: {
          endpoint,
          interfaces: INTERFACES,
          locales: {
            [LOCALE]: { promptName, aliases: [{ name: alias }], features: [{ name: "EXPLICIT_LANGUAGE_FILTER" }] },
          },
        },
      },
      events: { subscriptions: EVENTS, endpoint },
      privacyAndCompliance: {
        allowsPurchases: false,
        usesPersonalInfo: false,
        isChildDirected: false,
        isExportCompliant: true,
        containsAds: false,
        locales: { [LOCALE]: { privacyPolicyUrl: page("skill/privacy"), termsOfUseUrl: page("skill/terms") } },
      },
    },
  };
}

function endpointOf({ endpoint, certificate }: MusicSkillOptions): object {
  return endpoint.startsWith("arn:")
    ? { uri: endpoint }
    : { uri: `${endpoint.replace(/\/+$/, "")}/alexa/music`, sslCertificateType: certificate };
}

function named(...names: readonly string[]): { readonly name: string }[] {
  return names.map((name) => ({ name }));
}
