import type { ReadAnswer, ReadItem } from "@ma-alexa/protocol/alexa/music-skill";

/** Namespace, name and version of the answer to each directive (music skill reference, section 4). */
const ANSWERS: Readonly<Record<string, readonly [namespace: string, name: string, version: string]>> = {
  GetPlayableContent: ["Alexa.Media.Search", "GetPlayableContent.Response", "1.0"],
  GetDisplayableContent: ["Alexa.Media.Search", "GetDisplayableContent.Response", "2.0"],
  Initiate: ["Alexa.Media.Playback", "Initiate.Response", "1.0"],
  Reinitiate: ["Alexa.Media.Playback", "Reinitiate.Response", "1.0"],
  GetNextItem: ["Alexa.Audio.PlayQueue", "GetNextItem.Response", "1.0"],
  GetPreviousItem: ["Alexa.Audio.PlayQueue", "GetPreviousItem.Response", "1.0"],
  JumpToItem: ["Alexa.Audio.PlayQueue", "JumpToItem.Response", "1.0"],
  GetItem: ["Alexa.Audio.PlayQueue", "GetItem.Response", "1.0"],
  GetView: ["Alexa.Audio.PlayQueue", "GetView.Response", "1.0"],
  SetShuffle: ["Alexa", "Response", "3.0"],
  SetLoop: ["Alexa", "Response", "3.0"],
  SetRepeat: ["Alexa", "Response", "3.0"],
};

/** The version of each family of errors (reference, section 8). */
const ERROR_VERSIONS: Readonly<Record<string, string>> = { Alexa: "3.0", "Alexa.Media": "1.0", "Alexa.Audio": "1.0" };

/** Sizes without which some screen has nothing to show (reference, 7.9). */
const ART_SIZES = ["X_SMALL", "SMALL", "MEDIUM", "LARGE", "X_LARGE"];

/** Why Alexa would not take this answer, or would do something unpleasant with it; undefined when it is good. */
export function musicComplaint(directive: string, answer: ReadAnswer, epochMs: number): string | undefined {
  const { header, payload } = answer;
  if (header.name === "ErrorResponse") return errorComplaint(header.namespace, header.payloadVersion, payload.type);
  const expected = ANSWERS[directive];
  const given = [header.namespace, header.name, header.payloadVersion];
  if (directive === "ReceiveFeedback")
    return header.payloadVersion === "2.0" ? undefined : "Feedback is answered with 2.0";
  if (expected === undefined || expected.join() !== given.join())
    return `${directive} was answered with ${given.join(" ")}`;
  if (directive === "GetNextItem" && payload.isQueueFinished !== true && payload.item == null)
    return "A queue that goes on needs an item";
  const items = [payload.item, payload.playbackMethod?.firstItem, ...(payload.items ?? [])].filter(
    (item) => item != null,
  );
  return items.map((item) => itemComplaint(item, epochMs)).find((complaint) => complaint !== undefined);
}

function errorComplaint(namespace: string, version: string, type: string | undefined): string | undefined {
  if (type === "INTERNAL_ERROR") return "INTERNAL_ERROR ends the session and throws all state away";
  return ERROR_VERSIONS[namespace] === version ? undefined : `An error of ${namespace} has the version ${version}`;
}

function itemComplaint({ metadata, stream, controls }: ReadItem, epochMs: number): string | undefined {
  if (!isSecure(stream.uri)) return "A stream's address must be https";
  if (!(Date.parse(stream.validUntil ?? "") > epochMs)) return "The stream is not valid any more";
  if (!["TRACK", "STATION", "PROGRAM"].includes(metadata.type)) return `An item cannot be of the type ${metadata.type}`;
  if (metadata.type === "PROGRAM" && metadata.isLatest === undefined) return "An episode says whether it is the latest";
  const sizes = metadata.art?.sources?.map(({ size }) => size) ?? [];
  if (!ART_SIZES.every((size) => sizes.includes(size))) return "A size of the art is missing";
  return controls === undefined ? "No control is listed, so all of them are disabled" : undefined;
}

/** The street's own servers on loopback stand in for https, as they do for the custom skill's streams. */
function isSecure(address: string): boolean {
  return address.startsWith("https://") || address.startsWith("http://127.0.0.1:");
}
