import {
  SignedOutSchema,
  SignInSchema,
  TotpCodeSchema,
  type SignedOut,
  type SignIn,
  type SignInRequest,
  type TotpCode,
} from "@ma-alexa/protocol/admin";
import { call, callFor, path } from "./call.js";

export const beginSignIn = (request: SignInRequest): Promise<SignIn> =>
  callFor(SignInSchema, "POST", "api/sign-in", request);

/** The last address of the sign-in at Amazon; what was wrong with it stands in the answer's `failure`. */
export const giveAddress = (signInId: string, address: string): Promise<SignIn> =>
  callFor(SignInSchema, "POST", path`api/sign-in/${signInId}/address`, { address });

export const cancelSignIn = (signInId: string): Promise<SignIn> =>
  callFor(SignInSchema, "DELETE", path`api/sign-in/${signInId}`);

export const signOut = (accountId: string): Promise<SignedOut> =>
  callFor(SignedOutSchema, "DELETE", path`api/accounts/${accountId}`);

export const keepTotpSecret = (accountId: string, secret: string): Promise<unknown> =>
  call("PUT", path`api/accounts/${accountId}/totp`, { secret });

export const forgetTotpSecret = (accountId: string): Promise<unknown> =>
  call("DELETE", path`api/accounts/${accountId}/totp`);

export const totpCode = (accountId: string): Promise<TotpCode> =>
  callFor(TotpCodeSchema, "GET", path`api/accounts/${accountId}/totp`);
