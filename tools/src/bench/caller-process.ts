/** The process of Alexa's side. */
import { createSkillCertificates, type SkillCertificates } from "@ma-alexa/simulator";
import { Caller, type ReadyRequest } from "./caller.js";
import { obey } from "./orders.js";
import { CALLER_ORDERS, type Directive } from "./skill-orders.js";
import { skillRequestBody } from "./skill-request.js";

/** By then the code is compiled and the certificate known; the floor is warmed up alike. */
const WARM_UP_REQUESTS = 100;

/** What an answer must contain to be one. */
const PROOF: Readonly<Record<Directive, string>> = {
  LaunchRequest: '"AudioPlayer.Play"',
  "AudioPlayer.PlaybackNearlyFinished": '"version"',
  floor: '"LaunchRequest"',
};

let certificates: SkillCertificates | undefined;

obey(CALLER_ORDERS, {
  certify: async () => {
    certificates = await createSkillCertificates();
    const { rootPem, chainUrl } = certificates;
    return { rootPem, chainUrl, chain: await certificates.fetch(chainUrl) };
  },
  call: async ({ url, directive, requestsPerSecond, seconds }) => {
    const warmUp = prepared(directive, WARM_UP_REQUESTS);
    const timed = prepared(directive, Math.round(requestsPerSecond * seconds));
    const caller = new Caller(url, (text) => text.includes(PROOF[directive]));
    await caller.call(warmUp, requestsPerSecond);
    const calls = await caller.call(timed, requestsPerSecond);
    caller.stop();
    const latenciesMs = calls.filter((latencyMs) => latencyMs !== undefined);
    return { latenciesMs, errors: calls.length - latenciesMs.length };
  },
});

/** Requests with their signatures; those to the floor have them too, so that they weigh the same. */
function prepared(directive: Directive, count: number): ReadyRequest[] {
  return Array.from({ length: count }, () => {
    const body = skillRequestBody(directive);
    return { body, headers: certificates === undefined ? {} : { ...certificates.sign(body) } };
  });
}
