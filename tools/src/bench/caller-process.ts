/** The process of Alexa's side. */
import { createSkillCertificates, type SkillCertificates } from "@ma-alexa/simulator";
import { Caller, type ReadyRequest } from "./caller.js";
import { obey } from "./orders.js";
import { musicRequestBody } from "./music-request.js";
import { CALLER_ORDERS, type Directive, type MusicReference } from "./skill-orders.js";
import { skillRequestBody } from "./skill-request.js";

/** By then the code is compiled and the certificate known; the floor is warmed up alike. */
const WARM_UP_REQUESTS = 1_000;
const WARM_UP_PER_SECOND = 500;

/** What an answer must contain to be one. */
const PROOF: Readonly<Record<Directive, string>> = {
  LaunchRequest: '"AudioPlayer.Play"',
  "AudioPlayer.PlaybackNearlyFinished": '"version"',
  floor: '"LaunchRequest"',
  Initiate: '"firstItem"',
  GetNextItem: '"isQueueFinished":false',
  GetPlayableContent: '"PLAYLIST"',
};

let certificates: SkillCertificates | undefined;

obey(CALLER_ORDERS, {
  certify: async () => {
    certificates = await createSkillCertificates();
    const { rootPem, chainUrl } = certificates;
    return { rootPem, chainUrl, chain: await certificates.fetch(chainUrl) };
  },
  call: async ({ url, directive, reference, requests, pace }) => {
    const warmUp = prepared(directive, reference, WARM_UP_REQUESTS);
    const timed = prepared(directive, reference, requests);
    const caller = new Caller(url, (text) => text.includes(PROOF[directive]));
    await caller.call(warmUp, WARM_UP_PER_SECOND);
    const startMs = performance.now();
    const { calls, tookMs } =
      "connections" in pace
        ? await caller.race(timed, pace.connections)
        : {
            calls: await caller.call(timed, pace.requestsPerSecond),
            tookMs: performance.now() - startMs,
          };
    caller.stop();
    const latenciesMs = calls.filter((latencyMs) => latencyMs !== undefined);
    return { latenciesMs, errors: calls.length - latenciesMs.length, tookMs };
  },
});

/** Requests with their signatures; those to the floor have them too, so that they weigh the same. */
function prepared(directive: Directive, reference: MusicReference | undefined, count: number): ReadyRequest[] {
  return Array.from({ length: count }, () => {
    const body = bodyOf(directive, reference);
    return { body, headers: certificates === undefined ? {} : { ...certificates.sign(body) } };
  });
}

function bodyOf(directive: Directive, reference: MusicReference | undefined): Buffer {
  if (directive === "Initiate" || directive === "GetNextItem" || directive === "GetPlayableContent") {
    if (reference === undefined) throw new Error(`${directive} is about a queue`);
    return musicRequestBody(directive, reference);
  }
  return skillRequestBody(directive);
}
