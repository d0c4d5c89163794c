import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** The PowerShell that scripts are tested with, of the NuGet package of this name. */
const PACKAGE = "Microsoft.PowerShell.SDK";
const VERSION = "7.6.9";
const FRAMEWORK = "net10.0";

/** The command that runs a PowerShell 7, or why there is none. */
export type PowerShell =
  | { readonly command: string; readonly missing: null }
  | { readonly command: null; readonly missing: string };

const run = promisify(execFile);

const cache = join(import.meta.dirname, "../../node_modules/.cache");
const home = join(cache, `powershell-${VERSION}`);
const command = join(home, "pwsh");

/**
 * Makes a PowerShell 7 once, of its NuGet package, which needs a .NET SDK and the package registry; later calls find
 * it made. Several processes may do so at once.
 */
export async function preparePowerShell(): Promise<PowerShell> {
  if (existsSync(command)) return { command, missing: null };
  try {
    await run("dotnet", ["--version"]);
  } catch {
    return { command: null, missing: "no .NET SDK to make a PowerShell with" };
  }
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "powershell-"));
  try {
    await writeFile(join(folder, "pwsh.csproj"), PROJECT);
    await writeFile(join(folder, "Program.cs"), PROGRAM);
    const out = join(folder, "out");
    await run("dotnet", ["build", "--configuration", "Release", "-o", out], {
      cwd: folder,
      env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: "1" },
    });
    // Whoever was quicker made the same.
    await rename(out, home).catch((error: unknown) => {
      if (!existsSync(command)) throw error;
    });
    return { command, missing: null };
  } catch (error) {
    const said = (error as { readonly stdout?: string }).stdout ?? "";
    const first = /error [^\n]*/.exec(said)?.[0] ?? String(error);
    return { command: null, missing: `PowerShell was not made: ${first}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>${FRAMEWORK}</TargetFramework>
    <AssemblyName>pwsh</AssemblyName>
    <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="${PACKAGE}" Version="${VERSION}" />
  </ItemGroup>
</Project>
`;

const PROGRAM =
  "return Microsoft.PowerShell.UnmanagedPSEntry.Start(args, args.Length);\n";
