<#
.SYNOPSIS
Reports to Custodian who logged on to this device in the last days.

.DESCRIPTION
Counts the successful logons (event 4624 of the Security log) of users whose name ends in one of -UpnSuffix, and
posts them, signed with the device's own Entra registration certificate. There is no secret in this script or on the
device. Runs as SYSTEM in Windows PowerShell 5.1 or PowerShell 7, as an Intune platform script, a Remediation or a
scheduled task.

Every kind of logon counts, unlocking and network logons too: what matters is who is there most, not how.

.PARAMETER Address
Custodian's address for reports, for example https://custodian.contoso.com/api/logons.

.PARAMETER UpnSuffix
The domains whose users count, for example contoso.com.

.PARAMETER Days
How many days back to count.

.OUTPUTS
One line that says what happened. Exit code 0 when the report was taken, otherwise 1.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [ValidatePattern('^https://')] [string] $Address,
    [Parameter(Mandatory)] [string[]] $UpnSuffix,
    [ValidateRange(1, 30)] [int] $Days = 7,
    [ValidateRange(1, 10)] [int] $Attempts = 4
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Windows PowerShell 5.1 on older Windows does not offer TLS 1.2 by itself.
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

# The limits of a report; Custodian refuses what exceeds them.
$maxUsers = 500
$maxLogons = 1000000

function Get-ManagedDeviceId {
    $enrollments = 'HKLM:\SOFTWARE\Microsoft\Enrollments\*\DMClient\MS DM Server'
    $ids = @(Get-ItemProperty -Path $enrollments -Name EntDMID -ErrorAction SilentlyContinue |
            Select-Object -ExpandProperty EntDMID -Unique)
    if ($ids.Count -ne 1) { throw "Expected one Intune enrolment of this device, found $($ids.Count)." }
    $ids[0]
}

function Get-LogonCount {
    $counts = @{}
    $filter = @{ LogName = 'Security'; Id = 4624; StartTime = (Get-Date).AddDays(-$Days) }
    try { $events = Get-WinEvent -FilterHashtable $filter }
    catch {
        # Finding nothing is an error to Get-WinEvent, but to us an answer.
        if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { throw }
        $events = @()
    }
    foreach ($logon in $events) {
        # The sixth property is TargetUserName; for an Entra account it is the UPN.
        $name = ([string] $logon.Properties[5].Value).Trim().ToLowerInvariant()
        if (-not (Test-Counted $name)) { continue }
        $counts[$name] = [Math]::Min($maxLogons, 1 + [int] $counts[$name])
    }
    $top = [ordered] @{}
    $counts.GetEnumerator() | Sort-Object Value -Descending | Select-Object -First $maxUsers |
        ForEach-Object { $top[$_.Key] = $_.Value }
    $top
}

function Test-Counted([string] $Name) {
    if ($Name -notmatch '^[^@\s,;=]+@[^@\s,;=]+$') { return $false }
    $domain = $Name.Split('@')[1]
    # Compared whole: a suffix of contoso.com is not met by notcontoso.com.
    foreach ($suffix in $UpnSuffix) {
        if ($domain -eq $suffix.Trim().TrimStart('@').ToLowerInvariant()) { return $true }
    }
    $false
}

function Get-DeviceCertificate {
    # A device that was registered before may still have its old certificate: the newest is the one Entra knows.
    $certificate = Get-ChildItem Cert:\LocalMachine\My |
        Where-Object {
            $_.Issuer -match 'CN=MS-Organization-Access' -and $_.HasPrivateKey -and
            $_.NotAfter -gt (Get-Date) -and $_.Subject -match '^CN=[0-9a-fA-F-]{36}$'
        } |
        Sort-Object NotBefore -Descending | Select-Object -First 1
    if (-not $certificate) { throw 'This device has no Entra registration certificate. Is it Entra joined?' }
    $certificate
}

function Get-Headers($Certificate, [byte[]] $Body) {
    $random = New-Object byte[] 18
    $generator = [Security.Cryptography.RandomNumberGenerator]::Create()
    try { $generator.GetBytes($random) } finally { $generator.Dispose() }
    # 18 bytes are 24 letters of base64 without padding.
    $nonce = [Convert]::ToBase64String($random).Replace('+', '-').Replace('/', '_')
    $timestamp = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds().ToString([Globalization.CultureInfo]::InvariantCulture)
    [byte[]] $text = [Text.Encoding]::ASCII.GetBytes("$timestamp.$nonce.") + $Body

    $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
    try {
        $signature = $key.SignData($text, [Security.Cryptography.HashAlgorithmName]::SHA256, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    }
    finally { $key.Dispose() }

    @{
        'X-Custodian-Device-Certificate' = [Convert]::ToBase64String($Certificate.RawData)
        'X-Custodian-Timestamp'          = $timestamp
        'X-Custodian-Nonce'              = $nonce
        'X-Custodian-Signature'          = [Convert]::ToBase64String($signature)
    }
}

# Windows PowerShell throws for every status but 2xx, and each edition another exception.
function Get-Failure($ErrorRecord) {
    $failure = @{ Status = 0; RetryAfter = 0 }
    $response = $ErrorRecord.Exception.PSObject.Properties['Response']
    if (-not $response -or -not $response.Value) { return $failure }
    $failure.Status = [int] $response.Value.StatusCode
    $seconds = 0
    $after = try { @($response.Value.Headers.GetValues('Retry-After'))[0] } catch { $null }
    if ([int]::TryParse([string] $after, [ref] $seconds)) { $failure.RetryAfter = $seconds }
    $failure
}

try {
    $report = [ordered] @{ ManagedDeviceID = Get-ManagedDeviceId; UserHash = Get-LogonCount }
    [byte[]] $body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $report -Depth 3 -Compress))
    $certificate = Get-DeviceCertificate

    for ($attempt = 1; ; $attempt++) {
        try {
            # Signed anew for each attempt: a nonce is good for one.
            $null = Invoke-WebRequest -Uri $Address -Method Post -Body $body -ContentType 'application/json; charset=utf-8' `
                -Headers (Get-Headers $certificate $body) -UseBasicParsing -TimeoutSec 60
            Write-Output "Reported $($report.UserHash.Count) users."
            exit 0
        }
        catch {
            $failure = Get-Failure $_
            # 0: no answer at all. Other refusals stay what they are however often one asks.
            $mayPass = $failure.Status -eq 0 -or $failure.Status -in 408, 409, 429 -or $failure.Status -ge 500
            if (-not $mayPass -or $attempt -ge $Attempts) { throw }
            # A fleet that starts its scripts on the same minute should not come back on the same second.
            $wait = [Math]::Max($failure.RetryAfter, 15 * [Math]::Pow(2, $attempt)) + (Get-Random -Maximum 30)
            if ($wait -gt 900) { throw }
            Start-Sleep -Seconds $wait
        }
    }
}
catch {
    Write-Output "Not reported: $($_.Exception.Message)"
    exit 1
}
