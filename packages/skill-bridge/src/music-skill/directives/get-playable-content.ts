import type { Attribute, DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { contentId } from "../content-id.js";
import { isPlayableUnder } from "../explicit.js";
import type { MusicHouse, Visit } from "../music-house.js";
import type { MediaFacts, MediaKind } from "../ports.js";
import { filtered, refusal } from "../refusal.js";

/** What can be named, the most particular first: "Alive by Pearl Jam" is the song. */
const KINDS: Readonly<Record<string, MediaKind>> = {
  TRACK: "track",
  ALBUM: "album",
  PLAYLIST: "playlist",
  STATION: "radio",
  ARTIST: "artist",
  GENRE: "genre",
};

/** Finds what was asked for; starts nothing. */
export function getPlayableContent({ house, payload }: Visit<DirectivePayload<"GetPlayableContent">>): MusicAnswer {
  const said = sorted(payload.selectionCriteria.attributes);
  const [named] = said;
  const meaning = named?.entityId == null ? undefined : house.entities.meaningOf(named.entityId);
  if (meaning === "hand-off") return handedOver(house);
  const media = meaning === undefined ? spoken(house, said) : house.catalogue.byUri(meaning.uri);
  if (media === undefined) return refusal("CONTENT_NOT_FOUND");
  if (!isPlayableUnder(house, media, payload.filters)) return filtered();
  return found(house, contentId({ kind: "library", uri: media.uri }), media);
}

function sorted(attributes: readonly Attribute[]): Attribute[] {
  const kinds = Object.keys(KINDS);
  return attributes
    .filter(({ type }) => kinds.includes(type))
    .sort((one, other) => kinds.indexOf(one.type) - kinds.indexOf(other.type));
}

/** By name where there is no entity of ours, and something that fits the house where nothing was named. */
function spoken(house: MusicHouse, said: readonly Attribute[]): MediaFacts | undefined {
  const [named] = said;
  if (named === undefined) return house.catalogue.anything();
  if (named.value == null) return undefined;
  return house.catalogue.find(named.value, [KINDS[named.type] ?? "track"], 1)[0];
}

/** The phrase of the hand-off: a token of its own at once, since what the phrase means moves on. */
function handedOver(house: MusicHouse): MusicAnswer {
  const handOff = house.handOffs.newest;
  if (handOff === undefined) return refusal("CONTENT_NOT_FOUND");
  const media: MediaFacts = { uri: "", kind: "playlist", name: handOff.name, artists: [] };
  return found(house, contentId({ kind: "hand-off", token: handOff.token }), media);
}

function found(house: MusicHouse, id: string, media: MediaFacts): MusicAnswer {
  return {
    name: "GetPlayableContent.Response",
    payload: { content: { id, metadata: house.metadata.content(media) } },
  };
}
