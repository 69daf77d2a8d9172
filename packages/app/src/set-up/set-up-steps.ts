import type { SetUpStep, SetUpStepId } from "@ma-alexa/protocol/admin";
import type { Proof, Proven } from "./proofs.js";
import type { Reach } from "./public-address.js";

/** Everything that the set-up is judged by. */
export interface SetUpFacts {
  readonly musicAssistant: { readonly joined: boolean; readonly name?: string; readonly reason?: string };
  readonly amazon: { readonly ready: boolean; readonly reason?: string };
  readonly devices: { readonly playable: number; readonly online: number };
  readonly reach: Reach;
  readonly skillId: string | undefined;
  readonly proven: Proven;
  readonly isDemo: boolean;
}

/** What shows itself only while somebody plays, in the order in which it does: what was seen, and how to see it. */
const SHOWN: readonly {
  readonly id: SetUpStepId;
  readonly proof: Proof;
  readonly seen: string;
  readonly wait: string;
}[] = [
  {
    id: "skill-enabled",
    proof: "request",
    seen: "Alexa has called the skill.",
    wait: "Enable the skill in the Alexa app and press play on an Echo: Alexa's first call shows that it is.",
  },
  {
    id: "echo-asked",
    proof: "launch",
    seen: "An Echo has asked for its music.",
    wait: "Press play on an Echo in Music Assistant.",
  },
  {
    id: "stream-fetched",
    proof: "fetch",
    seen: "An Echo has fetched its stream.",
    wait: "Press play. An Echo that asks and fetches nothing cannot reach the public address: check it and its certificate.",
  },
  {
    id: "sound-reported",
    proof: "sound",
    seen: "An Echo has said that it sounds.",
    wait: "Press play and listen. An Echo that fetches and stays silent refuses the certificate or the format.",
  },
  {
    id: "volume-reported",
    proof: "volume",
    seen: "Amazon has told the volume of an Echo.",
    wait: "Turn the volume at an Echo: it moves here and in Music Assistant.",
  },
  {
    id: "stopped",
    proof: "stop",
    seen: "An Echo has stopped when it was told to.",
    wait: "Press pause in Music Assistant.",
  },
];

/** The chain from Music Assistant to an Echo that sounds, link by link, each with its remedy (design, section 9). */
export function setUpSteps(facts: SetUpFacts): SetUpStep[] {
  return [
    musicAssistant(facts),
    amazon(facts),
    devices(facts),
    publicAddress(facts),
    certificate(facts),
    skill(facts),
    ...SHOWN.map(({ id, proof, seen, wait }) => shown(id, facts.proven[proof], seen, wait)),
  ];
}

function musicAssistant({ musicAssistant: { joined, name, reason } }: SetUpFacts): SetUpStep {
  if (joined) return done("music-assistant", `Your Echos are players of ${name ?? "Music Assistant"}.`);
  const remedy =
    "Start Music Assistant and its Sendspin provider, or give its address with --music-assistant ws://…:8927/sendspin.";
  return broken("music-assistant", remedy, reason);
}

function amazon({ amazon: { ready, reason } }: SetUpFacts): SetUpStep {
  if (ready) return done("amazon", "Amazon lets the bridge in.");
  return broken("amazon", "Sign in to Amazon here.", reason);
}

function devices({ amazon, devices: { playable, online } }: SetUpFacts): SetUpStep {
  if (online > 0) return done("devices", `${countOf(playable, "Echo")} found, ${online} online.`);
  if (playable > 0)
    return broken(
      "devices",
      "Plug one in and connect it to Wi-Fi.",
      `${countOf(playable, "Echo")} found, none online.`,
    );
  if (!amazon.ready) return open("devices", "They come with the sign-in to Amazon.");
  return broken(
    "devices",
    "Add an Echo in the Alexa app, to the account that you signed in with.",
    "Amazon lists no Echo.",
  );
}

function publicAddress({ reach, isDemo, proven }: SetUpFacts): SetUpStep {
  if (isDemo) return done("public-address", "The simulated Echos live on this machine.");
  const remedy =
    "Echos and Amazon come from outside: forward https port 443 to this bridge or use a tunnel, and give the address with --public-url https://….";
  if (reach.kind === "unnamed") return broken("public-address", remedy, "No public address is named.");
  if (reach.kind === "failed" && !reach.certificate) {
    // Alexa's own request is a better witness than our look at our own front door.
    if (proven.request !== undefined)
      return { ...done("public-address", "Alexa has come through it."), seenAtEpochMs: proven.request };
    return broken("public-address", remedy, reach.reason);
  }
  if (reach.kind === "unknown") return open("public-address", "It is being tried.");
  return done("public-address", "This bridge answers there.");
}

function certificate({ reach, isDemo }: SetUpFacts): SetUpStep {
  if (isDemo) return done("certificate", "Nothing leaves this machine, so none is needed.");
  const remedy = "Use a certificate of a public authority, such as Let's Encrypt, with its full chain.";
  if (reach.kind === "failed" && reach.certificate) return broken("certificate", remedy, reach.reason);
  if (reach.kind === "reached" && reach.secure) return done("certificate", "It is valid for this address.");
  return open("certificate", "It is checked as soon as the public address answers.");
}

function skill({ skillId, isDemo }: SetUpFacts): SetUpStep {
  if (isDemo) return done("skill", "The simulated Alexa knows the skill.");
  if (skillId !== undefined) return done("skill", "Its id is known.");
  return broken(
    "skill",
    "Create a custom skill in the Alexa developer console, with the account of your Echos, and give its id with --skill-id.",
    "No skill is named.",
  );
}

function shown(id: SetUpStepId, seenAtEpochMs: number | undefined, seen: string, wait: string): SetUpStep {
  return seenAtEpochMs === undefined ? open(id, wait) : { ...done(id, seen), seenAtEpochMs };
}

function done(id: SetUpStepId, detail: string): SetUpStep {
  return { id, state: "done", detail };
}

function open(id: SetUpStepId, remedy: string): SetUpStep {
  return { id, state: "open", remedy };
}

function broken(id: SetUpStepId, remedy: string, detail?: string): SetUpStep {
  return { id, state: "broken", remedy, ...(detail === undefined ? {} : { detail }) };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
