import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";

/** Where Intune's admin centre shows a device. `parseIntuneLink` reads it back. */
export function intuneUrlOf(id: DeviceId): string {
  return `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${encodeURIComponent(id)}`;
}

/** Where it shows a user. */
export function entraUrlOf(id: UserId): string {
  return `https://intune.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${encodeURIComponent(id)}`;
}
