import type { Command } from "./house.js";
import { required } from "./wire.js";

/** What the server has around players and music: providers, its time, and the tokens of the user. */
export const SERVER_COMMANDS: Readonly<Record<string, Command>> = {
  providers: () => [
    {
      type: "player",
      domain: "sendspin",
      name: "Sendspin",
      instance_id: "sendspin",
      supported_features: [],
      available: true,
    },
    {
      type: "music",
      domain: "filesystem_local",
      name: "The street's music",
      instance_id: "filesystem_local--street",
      supported_features: [],
      available: true,
      is_streaming_provider: false,
    },
  ],
  "providers/manifests": () => [
    { type: "player", domain: "sendspin", name: "Sendspin", description: "Sendspin players", codeowners: [] },
    {
      type: "music",
      domain: "filesystem_local",
      name: "Local files",
      description: "Music of the street",
      codeowners: [],
    },
  ],
  time: (_args, { epochSeconds }) => epochSeconds(),
  "auth/me": (_args, { accounts }) => accounts.user(),
  "auth/tokens": (_args, { accounts }) => accounts.list(),
  "auth/token/create": (args, { accounts }) => accounts.issue(required(args, "name", "string")),
  "auth/token/revoke": (args, { accounts }) => {
    accounts.revoke(required(args, "token_id", "string"));
    return null;
  },
  "dashboard/dashboards": () => [],
  "dashboard/sessions": () => [],
};
