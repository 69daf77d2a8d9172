import { describe, expect, it } from "vitest";
import { certificateUrl } from "./certificate-url.js";

describe("certificateUrl", () => {
  it.each([
    ["https://s3.amazonaws.com/echo.api/echo-api-cert.pem", "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"],
    ["https://s3.amazonaws.com:443/echo.api/cert.pem", "https://s3.amazonaws.com/echo.api/cert.pem"],
    ["HTTPS://S3.amazonaws.com/echo.api/../echo.api/cert.pem", "https://s3.amazonaws.com/echo.api/cert.pem"],
    ["https://s3.amazonaws.com//echo.api//cert.pem#part", "https://s3.amazonaws.com/echo.api/cert.pem"],
  ])("takes %s", (text, href) => {
    expect(certificateUrl(text)?.href).toBe(href);
  });

  it.each([
    ["no address", "echo-api-cert.pem"],
    ["http", "http://s3.amazonaws.com/echo.api/cert.pem"],
    ["another host", "https://s3.amazonaws.com.example.com/echo.api/cert.pem"],
    ["another port", "https://s3.amazonaws.com:563/echo.api/cert.pem"],
    ["another path", "https://s3.amazonaws.com/EcHo.aPi/cert.pem"],
    ["a step upwards", "https://s3.amazonaws.com/echo.api/../bucket/cert.pem"],
    ["an encoded step upwards", "https://s3.amazonaws.com/echo.api/%2e%2e/bucket/cert.pem"],
    ["an encoded slash", "https://s3.amazonaws.com/echo.api/..%2fbucket/cert.pem"],
    ["a user", "https://user@s3.amazonaws.com/echo.api/cert.pem"],
  ])("refuses %s", (_what, text) => {
    expect(certificateUrl(text)).toBeUndefined();
  });
});
