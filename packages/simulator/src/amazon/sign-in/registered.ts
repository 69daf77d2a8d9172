import type { CookieEntry } from "./cookies.js";
import { type Phone, secret } from "./credentials.js";

/** The answer to a registration that succeeded (Amazon reference 3.3). */
export function registered(phone: Phone, accessToken: string, cookies: readonly CookieEntry[]): object {
  const { customer, serial, name, refreshToken } = phone;
  return {
    response: {
      success: {
        extensions: {
          device_info: { device_name: name, device_serial_number: serial, device_type: "A2IVLV5VM2W81" },
          customer_info: {
            account_pool: "Amazon",
            user_id: customer.id,
            home_region: customer.region.toUpperCase(),
            name: `${customer.givenName} Street`,
            given_name: customer.givenName,
          },
        },
        tokens: {
          bearer: { access_token: accessToken, refresh_token: refreshToken, expires_in: "3600" },
          mac_dms: { device_private_key: secret(), adp_token: `{enc:${secret()}}` },
          website_cookies: cookies.map((cookie) => ({
            ...cookie,
            Domain: `.${customer.basePage}`,
            Secure: String(cookie.Secure),
            HttpOnly: String(cookie.HttpOnly),
          })),
        },
      },
    },
    request_id: "STREET",
  };
}
