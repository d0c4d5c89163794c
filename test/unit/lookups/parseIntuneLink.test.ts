import { describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { parseIntuneLink } from "../../../src/domain/lookups/parseIntuneLink.ts";
import {
  entraUrlOf,
  intuneUrlOf,
} from "../../../src/domain/lookups/portalLinks.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { hostileTexts } from "../../support/hostileText.ts";

const ID = "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17";
const OTHER = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
const NOBODY = "00000000-0000-0000-0000-000000000000";
const device = { kind: "device", id: ID };
const user = { kind: "user", id: ID };

const DEVICE = `Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${ID}`;
const USER = `Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${ID}`;

describe("A link into Intune's admin centre", () => {
  it("is understood as it was made", () => {
    expect(parseIntuneLink(intuneUrlOf(ID as DeviceId))).toEqual(device);
    expect(parseIntuneLink(entraUrlOf(ID as UserId))).toEqual(user);
  });

  it.each([
    `https://intune.microsoft.com/#view/${DEVICE}`,
    `https://endpoint.microsoft.com/#view/${DEVICE}`,
    `https://portal.azure.com/#view/${DEVICE}`,
    `https://intune.microsoft.com/?ref=AdminCenter#view/${DEVICE}`,
    `https://intune.microsoft.com/contoso.com#view/${DEVICE}`,
    `https://portal.azure.com/#@contoso.onmicrosoft.com/view/${DEVICE}`,
    `https://endpoint.microsoft.com/#blade/Microsoft_Intune_Devices/DeviceSettingsBlade/overview/mdmDeviceId/${ID}`,
    `https://INTUNE.microsoft.com/#View/microsoft_intune_devices/devicesettingsmenublade/~/hardware/MDMDEVICEID/${ID.toUpperCase()}`,
    `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/compliance/mdmDeviceId/${ID}/primaryUserId/${OTHER}/userId/${OTHER}`,
    `https://intune.microsoft.com/#view/Microsoft_Intune_DeviceSettings/DevicesMenu/~/allDevices/view/${DEVICE}`,
    `https://intune.microsoft.com/#view/${USER.replace(ID, OTHER)}/view/${DEVICE}`,
    `https://intune.microsoft.com/#${encodeURIComponent(`view/${DEVICE}`)}`,
    `https://intune.microsoft.com/#${encodeURIComponent(encodeURIComponent(`view/${DEVICE}`))}`,
    `https://intune.microsoft.com/#view/${DEVICE.replace("~", "%7E")}`,
    `https://intune.microsoft.com:443/#view/${DEVICE}`,
    `  https://intune.microsoft.com/#view/${DEVICE}\n`,
    `https://intune.microsoft.com/#view/${DEVICE.replace(ID, `%7B${ID}%7D`)}`,
    `https://intune.microsoft.com/#view/${DEVICE}?culture=en-us&x=1/2`,
  ])("shows a device: %s", (link) => {
    expect(parseIntuneLink(link)).toEqual(device);
  });

  it.each([
    `https://intune.microsoft.com/#view/${USER}`,
    `https://endpoint.microsoft.com/#view/${USER}/hidePreviewBanner~/true`,
    `https://intune.microsoft.com/#view/${USER}?x=1`,
    `https://portal.azure.com/#blade/Microsoft_AAD_IAM/UserDetailsMenuBlade/Profile/userId/${ID}`,
    `https://portal.azure.com/#@contoso.com/blade/Microsoft_AAD_IAM/UserDetailsMenuBlade/~/Profile/userId/${ID.toUpperCase()}`,
    `https://intune.microsoft.com/#view/Microsoft_Intune_DeviceSettings/TroubleshootingAndSupportMenu/~/summary/userId/${ID}`,
  ])("shows a user: %s", (link) => {
    expect(parseIntuneLink(link)).toEqual(user);
  });

  it.each([
    "",
    "LT-0042",
    `http://intune.microsoft.com/#view/${DEVICE}`,
    `https://intune.microsoft.com.evil.example/#view/${DEVICE}`,
    `https://evil.example/intune.microsoft.com/#view/${DEVICE}`,
    `https://intune.microsoft.com@evil.example/#view/${DEVICE}`,
    `https://evil@intune.microsoft.com/#view/${DEVICE}`,
    `https://:evil@intune.microsoft.com/#view/${DEVICE}`,
    `https://intune.microsoft.com:8443/#view/${DEVICE}`,
    `https://evilintune.microsoft.com/#view/${DEVICE}`,
    `https://intune.microsоft.com/#view/${DEVICE}`,
    `javascript://intune.microsoft.com/#view/${DEVICE}`,
    `https://intune.microsoft.com/view/${DEVICE}`,
    `https://intune.microsoft.com/#home`,
    `https://intune.microsoft.com/#view/Evil_Extension/Blade/mdmDeviceId/${ID}`,
    `https://intune.microsoft.com/#view/${DEVICE.replace(ID, NOBODY)}`,
    `https://intune.microsoft.com/#view/${DEVICE}'--`,
    `https://intune.microsoft.com/#view/${DEVICE.replace(ID, "..")}`,
    `https://intune.microsoft.com/#view/${DEVICE.replace(ID, "")}`,
    `https://intune.microsoft.com/#%E0%A4%A/view/${DEVICE}`,
    `https://intune.microsoft.com/#view/${DEVICE}?${"x".repeat(5000)}`,
    `https://intune.microsoft.com/#view/${"view/".repeat(700)}`,
    ...hostileTexts,
    ...hostileTexts.map(
      (text) =>
        `https://intune.microsoft.com/#view/${text}/mdmDeviceId/${text}`,
    ),
  ])("is none: %s", (link) => {
    expect(parseIntuneLink(link)).toBeNull();
  });
});
