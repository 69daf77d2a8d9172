import type { SkillResponse } from "@ma-alexa/protocol/alexa/custom-skill";

/**
 * Why Alexa does not accept this answer, if so: requests of AudioPlayer and PlaybackController take directives only, no session may
 * be kept open by them, and some take no Play or nothing at all (how Echos fetch, fact 11; Amazon's "AudioPlayer Interface Reference").
 */
export function complaint(requestType: string, response: SkillResponse): string | undefined {
  const directives = response.directives ?? [];
  const isPlayer = requestType.startsWith("AudioPlayer.");
  if (!isPlayer && !requestType.startsWith("PlaybackController.")) return takesNothing(requestType, response);
  if (response.outputSpeech !== undefined || response.card !== undefined || response.reprompt !== undefined)
    return `An answer to ${requestType} may carry no speech, card or reprompt`;
  if (response.shouldEndSession === false) return `An answer to ${requestType} may not keep a session open`;
  if (requestType === "AudioPlayer.PlaybackStopped" && directives.length > 0)
    return "An answer to AudioPlayer.PlaybackStopped may carry no directives";
  if (requestType === "AudioPlayer.PlaybackStarted" && directives.some(({ type }) => type === "AudioPlayer.Play"))
    return "An answer to AudioPlayer.PlaybackStarted may carry no Play";
  return undefined;
}

function takesNothing(requestType: string, response: SkillResponse): string | undefined {
  const isFinal = requestType === "SessionEndedRequest" || requestType === "System.ExceptionEncountered";
  const isEmpty = (response.directives ?? []).length === 0 && response.outputSpeech === undefined;
  return isFinal && !isEmpty ? `An answer to ${requestType} may carry nothing` : undefined;
}
