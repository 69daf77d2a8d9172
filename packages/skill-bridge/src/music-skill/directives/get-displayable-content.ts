import type { Attribute, Content, DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { contentId } from "../content-id.js";
import { isPlayableUnder } from "../explicit.js";
import { nameOf } from "../metadata.js";
import type { MusicHouse, Visit } from "../music-house.js";
import type { MediaFacts, MediaKind } from "../ports.js";
import { refusal } from "../refusal.js";

/** The groups of a page, in order. */
const GROUPS: readonly (readonly [heading: string, kind: MediaKind])[] = [
  ["Artists", "artist"],
  ["Albums", "album"],
  ["Songs", "track"],
  ["Playlists", "playlist"],
  ["Stations", "radio"],
];

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 50;

/** What may be shown for what was said; what is chosen of it comes back as an Initiate. */
export function getDisplayableContent({
  house,
  payload,
}: Visit<DirectivePayload<"GetDisplayableContent">>): MusicAnswer {
  const words = wordsOf(house, payload.alexaResolvedSelectionCriteria?.flatMap(({ attributes }) => attributes) ?? []);
  const limit = Math.min(payload.maxResultLimit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const contentGroups = GROUPS.flatMap(([heading, kind]) => {
    const media = words === undefined ? [] : house.catalogue.find(words, [kind], limit);
    const contentList = media
      .filter((one) => isPlayableUnder(house, one, payload.filters))
      .map((one) => shown(house, one));
    return contentList.length === 0 ? [] : [{ metadata: { name: nameOf(heading) }, contentList }];
  });
  if (contentGroups.length === 0) return refusal("CONTENT_NOT_FOUND");
  return { name: "GetDisplayableContent.Response", payload: { contentGroups } };
}

/** What was said, or the name of the entity that it was understood as. */
function wordsOf(house: MusicHouse, attributes: readonly Attribute[]): string | undefined {
  for (const { type, value, entityId } of attributes) {
    if (type === "MEDIA_TYPE" || type === "SORT_TYPE" || type === "SEARCH_METHOD") continue;
    if (value != null) return value;
    const meaning = entityId == null ? undefined : house.entities.meaningOf(entityId);
    const media = meaning === undefined || meaning === "hand-off" ? undefined : house.catalogue.byUri(meaning.uri);
    if (media !== undefined) return media.name;
  }
  return undefined;
}

function shown(house: MusicHouse, media: MediaFacts): Content {
  return {
    id: contentId({ kind: "library", uri: media.uri }),
    actions: { playable: true, browsable: media.kind !== "track" && media.kind !== "radio" },
    metadata: house.metadata.content(media),
  };
}
