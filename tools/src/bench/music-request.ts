import { randomBytes, randomUUID } from "node:crypto";
import { MUSIC_TOKEN } from "./skill-names.js";
import type { MusicDirective, MusicReference } from "./skill-orders.js";

/** As long as Alexa's are. */
const USER_ID = `amzn1.ask.account.${"A".repeat(180)}`;
const REQUEST_CONTEXT = {
  user: { id: USER_ID, accessToken: MUSIC_TOKEN },
  location: { originatingLocale: "en-US", countryCode: "US" },
};
const FILTERS = { explicitLanguageAllowed: true };

/** The body of one directive, with an id of its own as Alexa's have. */
export function musicRequestBody(directive: MusicDirective, reference: MusicReference): Buffer {
  const { namespace, payload } = said(directive, reference);
  // 25 letters and digits, such as 4LMp0Nenqmwmx2Ng7YQNvZ1IK.
  const messageId = `${randomBytes(9).toString("hex")}${randomUUID().slice(0, 7)}`;
  const header = { messageId, namespace, name: directive, payloadVersion: "1.0" };
  return Buffer.from(JSON.stringify({ header, payload: { requestContext: REQUEST_CONTEXT, ...payload } }));
}

function said(directive: MusicDirective, reference: MusicReference): { namespace: string; payload: object } {
  switch (directive) {
    case "GetPlayableContent": {
      const attributes = [{ type: "PLAYLIST", entityId: reference.entityId, authoritySources: [] }];
      return { namespace: "Alexa.Media.Search", payload: { filters: FILTERS, selectionCriteria: { attributes } } };
    }
    case "Initiate": {
      const { contentId } = reference;
      const playbackModes = { shuffle: reference.isShuffled, loop: false };
      return { namespace: "Alexa.Media.Playback", payload: { filters: FILTERS, contentId, playbackModes } };
    }
    case "GetNextItem": {
      const { itemId: id, queueId, contentId } = reference;
      const currentItemReference = { id, queueId, contentId };
      return { namespace: "Alexa.Audio.PlayQueue", payload: { currentItemReference, isUserInitiated: false } };
    }
  }
}
