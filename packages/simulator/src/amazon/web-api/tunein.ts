import { ACCEPTED, json, noRoutes } from "../api-answer.js";
import { type Chapter, type Surroundings, addressed } from "./web-call.js";

/** The stations that a search may find. */
const STATIONS = [
  { id: "s118816", name: "Street Radio", description: "Tunes of the street" },
  { id: "s24885", name: "Night Radio", description: "Quiet tunes" },
];

/** TuneIn: search, and play on a device (Amazon reference 5.6). */
export function tuneInChapter({ effects, failed }: Surroundings): Chapter {
  return {
    "GET /api/tunein/search": ({ request }) => {
      const wanted = (request.query.get("query") ?? "").toLowerCase();
      const found = STATIONS.filter(({ name }) => name.toLowerCase().includes(wanted));
      const browseList = found.map((station) => ({
        ...station,
        available: true,
        contentType: "station",
        image: null,
        url: null,
      }));
      return json({ browseList });
    },
    "PUT /api/entertainment/v1/player/queue": (call) => {
      const device = addressed(call);
      if (device === undefined) return noRoutes(404);
      // Asked with a token that names a station; here every station is spoken to the device by its name.
      const { id, name } = STATIONS.find((station) => call.request.body.includes(token(station.id))) ?? {
        id: "",
        name: "",
      };
      if (id === "") return json({ message: "Not found" }, 404);
      effects.textCommand(device.serial, `play ${name} on tunein`, device.locale).catch(failed);
      return ACCEPTED;
    },
  };
}

/** How a station is named in a request: twice base64, as the app does. */
function token(id: string): string {
  const inner = `["music/tuneIn/stationId","${id}"]|{"previousPageId":"TuneIn_SEARCH"}`;
  return Buffer.from(Buffer.from(inner).toString("base64")).toString("base64");
}
