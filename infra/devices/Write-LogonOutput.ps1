<#
.SYNOPSIS
Tells Custodian, by the output of an Intune Remediation, who used this device on which days.

.DESCRIPTION
The detection script of a Remediation. Reads the logons of people (event 4624 of the Security log) and prints one line
of at most 2,048 characters, which is what Intune keeps: for each person a hash of the tenant and their SID, how many
sessions they began lately, and the days they were here. No name, no address and no secret is in this script or in
what it prints; nothing is posted anywhere. Runs as SYSTEM, in Windows PowerShell 5.1 or PowerShell 7.

This file lacks the part that reads the log: `npm run device-script -- --remediation` writes the whole script, with
your tenant filled in.

.PARAMETER Tenant
The tenant's id.

.OUTPUTS
The line. Exit code 0; or why there is none, and 1, which Intune shows as an issue.
#>
[CmdletBinding()]
param(
    [string] $Tenant = ''
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Intune cuts what is longer, and Custodian passes over what is cut.
$maxLength = 2048

# None has more than this in a line.
$maxPeople = 100

#region Logons
#endregion

function ConvertTo-Base64Url([byte[]] $Bytes) {
    [Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

function Get-Hash([string] $Sid) {
    $algorithm = [Security.Cryptography.SHA256]::Create()
    try { $hash = $algorithm.ComputeHash([Text.Encoding]::UTF8.GetBytes("$($Tenant.ToLowerInvariant())|$Sid")) }
    finally { $algorithm.Dispose() }
    (ConvertTo-Base64Url $hash).Substring(0, 16)
}

# A bit a day: the highest of the first byte is $From.
function Get-Bits([string[]] $Days, [datetime] $From, [int] $Length) {
    $bits = New-Object byte[] ([int] [Math]::Ceiling($Length / 8))
    foreach ($day in $Days) {
        $at = ([datetime]::ParseExact($day, 'yyyy-MM-dd', $invariant) - $From).Days
        if ($at -lt 0) { continue }
        $byte = [int] [Math]::Floor($at / 8)
        $bits[$byte] = $bits[$byte] -bor (0x80 -shr ($at % 8))
    }
    ConvertTo-Base64Url $bits
}

# Whoever was here on the fewest days gives way where the line would be too long, and counts as nobody we know.
function Get-Line {
    $people = Get-People
    # A clock that was wrong may have dated the oldest event into the future.
    $from = (Get-LogFrom).ToLocalTime().Date
    if ($from -gt $today) { $from = $today }
    if ($from -lt $today.AddDays(1 - $maxDays)) { $from = $today.AddDays(1 - $maxDays) }
    $length = ($today - $from).Days + 1
    $parts = @($people.All | Select-Object -First $maxPeople |
            ForEach-Object { "$(Get-Hash $_.Sid)=$($_.Sessions):$(Get-Bits $_.Days $from $length);" })
    for ($keep = $parts.Count; ; $keep--) {
        $other = $people.Unattributed
        foreach ($person in @($people.All | Select-Object -Skip $keep)) { $other += $person.Sessions }
        $line = 'C2;from={0};to={1};other={2};{3}' -f @(
            $from.ToString('yyyy-MM-dd', $invariant)
            $today.ToString('yyyy-MM-dd', $invariant)
            [Math]::Min($maxSessions, $other)
            (@($parts | Select-Object -First $keep) -join '')
        )
        if ($line.Length -le $maxLength) { return $line }
    }
}

try {
    if ($Tenant -notmatch '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$') {
        throw 'No tenant. Write the script with npm run device-script -- --remediation, or give -Tenant.'
    }
    Write-Output (Get-Line)
    exit 0
}
catch {
    Write-Output "Nothing was told: $($_.Exception.Message)"
    exit 1
}
