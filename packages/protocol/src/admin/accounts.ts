/** Amazon accounts and the sign-in, as the household's own browser sees them. */
import { z } from "zod";

/** One of Amazon's sites: `page` such as `amazon.de`, and the country in words. */
export const MarketplaceSchema = z.object({ page: z.string(), name: z.string() });
export type Marketplace = z.infer<typeof MarketplaceSchema>;

/** `degraded`: signed in, but something fails at present. `login-required`: only a person's sign-in helps. */
export const AccountStateSchema = z.enum(["signed-out", "signing-in", "ready", "degraded", "login-required"]);
export type AccountStateKind = z.infer<typeof AccountStateSchema>;

/** One signed-in Amazon account. */
export const AccountSchema = z.object({
  id: z.string(),
  /** The given name of its owner; never an e-mail address. */
  label: z.string(),
  /** Such as `amazon.de`. */
  marketplace: z.string(),
  state: AccountStateSchema,
  /** What is wrong, and what a person must do about it; absent while all is well. */
  reason: z.string().optional(),
  nextStep: z.string().optional(),
  signedInAtEpochMs: z.number(),
  /** When the cookies end if they cannot be renewed until then; they are renewed every few days. */
  endsAtEpochMs: z.number().optional(),
  /** Whether Amazon's live events are connected. */
  push: z.boolean(),
  devices: z.number(),
  /** Whether the secret of its authenticator app is kept here. */
  hasTotp: z.boolean(),
});
export type Account = z.infer<typeof AccountSchema>;

/** `paste`: the person signs in at Amazon and pastes the last address. `proxy`: Amazon's pages come through this bridge. */
export const SignInWaySchema = z.enum(["paste", "proxy"]);
export type SignInWay = z.infer<typeof SignInWaySchema>;

/** What can stand in the way of a sign-in. Those of a pasted address leave the sign-in open for another. */
export const SignInFailureCodeSchema = z.enum([
  "ADDRESS_NOT_READABLE",
  "ADDRESS_OF_ANOTHER_SITE",
  "ADDRESS_WITHOUT_CODE",
  "CODE_REFUSED",
  "OTHER_ACCOUNT",
  "SITE_REFUSED",
  "UNREACHABLE",
  "PORT_IN_USE",
  "TIMED_OUT",
  "FAILED",
]);
export type SignInFailureCode = z.infer<typeof SignInFailureCodeSchema>;

/** One sign-in. `opening` lasts a moment; from `done`, `failed` and `cancelled` there is no way back: begin another. */
export const SignInSchema = z.object({
  id: z.string(),
  way: SignInWaySchema,
  marketplace: z.string(),
  /** The account that is signed in again; after `done` the account that was. */
  accountId: z.string().optional(),
  state: z.enum(["opening", "waiting", "checking", "done", "failed", "cancelled"]),
  /** The address that the person opens; present from `waiting` on. */
  url: z.string().optional(),
  /** When an unfinished sign-in is given up. */
  expiresAtEpochMs: z.number(),
  /** Why it failed, or, while `waiting`, what was wrong with the last pasted address. */
  failure: z.object({ code: SignInFailureCodeSchema, reason: z.string(), nextStep: z.string() }).optional(),
});
export type SignIn = z.infer<typeof SignInSchema>;

/** `GET /api/accounts`; the event `accounts`. `signIn` is the newest one, whatever became of it. */
export const AccountsSchema = z.object({
  accounts: z.array(AccountSchema),
  marketplaces: z.array(MarketplaceSchema),
  signIn: SignInSchema.optional(),
});
export type Accounts = z.infer<typeof AccountsSchema>;

/**
 * `POST /api/sign-in`, answered with a `SignIn`. It replaces one that waits; 409 `SIGN_IN_BUSY` while one is being checked.
 * With `accountId` it must end at that account, whose players, keys and settings stay.
 */
export const SignInRequestSchema = z.object({
  marketplace: z.string().min(1).max(40),
  way: SignInWaySchema.default("paste"),
  accountId: z.string().min(1).max(100).optional(),
});
export type SignInRequest = z.input<typeof SignInRequestSchema>;

/** `POST /api/sign-in/<id>/address`, answered with a `SignIn`: the last address of the sign-in at Amazon. A secret. */
export const PastedAddressSchema = z.object({ address: z.string().min(1).max(8_000) });

/** `DELETE /api/accounts/<id>?deregister=false`: signs out. `deregistered`: Amazon took our app off its list of devices. */
export const SignedOutSchema = z.object({ deregistered: z.boolean() });
export type SignedOut = z.infer<typeof SignedOutSchema>;

/** `PUT /api/accounts/<id>/totp` keeps the secret of the authenticator app; `DELETE` forgets it. */
export const TotpSecretSchema = z.object({ secret: z.string().min(1).max(200) });

/** `GET /api/accounts/<id>/totp`: the code to type at Amazon now. */
export const TotpCodeSchema = z.object({ code: z.string(), secondsLeft: z.number() });
export type TotpCode = z.infer<typeof TotpCodeSchema>;
