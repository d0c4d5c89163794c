<#
.SYNOPSIS
Reports to Custodian who used this device on which days.

.DESCRIPTION
Reads the logons of people (event 4624 of the Security log) and posts for each person, by SID, the days they were here
and how many sessions they began lately, signed with the device's own Entra registration certificate. There is no
secret in this script or on the device. Runs as SYSTEM in 64-bit Windows PowerShell 5.1 or PowerShell 7, as an Intune
platform script, a Remediation or a scheduled task. `npm run device-script` writes it with your address filled in.

A session is what somebody began at the screen or by remote desktop. Credentials typed into an administrator's prompt,
services, network logons and the second half of a pair of events are none.

.PARAMETER Address
Custodian's address for reports, for example https://custodian.contoso.com/api/logons.

.PARAMETER Suffix
The domains whose users are named, for example contoso.com. Of everybody else only the SID and the days are told, for
the log is to tell of everybody who was here. Without it everybody is named. Who counts is Custodian's USER_DOMAINS.

.PARAMETER Attempts
How often to try while Custodian cannot be reached, or asks to come back later.

.OUTPUTS
What was reported, or why not; the last line says how many logons could not be attributed to anybody. Exit code 0 when
the report was taken, otherwise 1.
#>
[CmdletBinding()]
param(
    [string] $Address = '',
    [Alias('UpnSuffix')] [string[]] $Suffix = @(),
    [ValidateRange(1, 10)] [int] $Attempts = 4
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Windows PowerShell 5.1 on older Windows does not offer TLS 1.2 by itself.
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

# The limits of a report; Custodian refuses what exceeds them.
$maxBytes = 64 * 1024
$maxUsers = 500

#region Logons: the script of a Remediation has the same, put there as it is written.
$maxSessions = 1000000
$maxDays = 84

# Sessions are counted over these days, today among them.
$sessionDays = 7

# At the screen, unlocking, by remote desktop, and at the screen without a domain controller or the cloud.
$interactive = 2, 7, 10, 11
# Who began the logon: the logon screen, and that of a device that is being set up. A prompt for an administrator is
# CredPro, the other half of an unlock Negotiat, runas seclogo.
$logonScreens = 'User32', 'OOBE'

# In the device's own calendar, whatever calendar its culture has.
$invariant = [Globalization.CultureInfo]::InvariantCulture
$today = (Get-Date).Date

function Get-SecurityEvent([hashtable] $Options) {
    try { Get-WinEvent -LogName Security @Options }
    catch {
        # Finding nothing is an error to Get-WinEvent, but to us an answer.
        if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { throw }
    }
}

# Of all events, not of logons alone: a day without a logon counts only if the log reaches that far.
function Get-LogFrom {
    $oldest = @(Get-SecurityEvent @{ Oldest = $true; MaxEvents = 1 })
    if ($oldest.Count -eq 0) { return Get-Date }
    $oldest[0].TimeCreated
}

# The logons of people at the screen or from afar, oldest first.
function Get-Logon([datetime] $From) {
    $types = ($interactive | ForEach-Object { "Data[@Name='LogonType']='$_'" }) -join ' or '
    $since = $From.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', $invariant)
    # Most logons are those of services: the log itself passes over them.
    $query = "*[System[EventID=4624 and TimeCreated[@SystemTime>='$since']] and EventData[$types]]"
    $logons = foreach ($record in Get-SecurityEvent @{ FilterXPath = $query }) {
        if ($record.Id -ne 4624) { continue }
        # The places of these are the same in all versions of the event.
        $field = $record.Properties
        $type = [int] $field[8].Value
        if ($interactive -notcontains $type -or $logonScreens -notcontains ([string] $field[9].Value).Trim()) { continue }
        # A clock that was wrong may have dated an event into the future.
        $at = $record.TimeCreated.ToLocalTime()
        if ($at -lt $From -or $at -ge $today.AddDays(1)) { continue }
        [pscustomobject] @{
            At = $at
            Sid = ([string] $field[4].Value).Trim().ToUpperInvariant()
            Name = ([string] $field[5].Value).Trim()
            Domain = ([string] $field[6].Value).Trim()
            Type = $type
            Id = [string] $field[7].Value
            # TargetLinkedLogonId, which versions 0 and 1 lack: the last but one in all that have it.
            LinkedId = $(if ($field.Count -ge 27) { [string] $field[$field.Count - 2].Value } else { '' })
        }
    }
    @($logons) | Where-Object { $_ } | Sort-Object At
}

function Test-Person($Logon) {
    # Names that Windows gives itself while a device is being set up.
    $Logon.Name -notmatch '^defaultuser\d+$' -and
    # Windows' own accounts: SYSTEM, services, the desktop's window manager and fonts.
    $Logon.Sid -notmatch '^S-1-5-(?!21-)'
}

# One logon may be two events: of an administrator, linked with each other; of an unlock, a cached logon and an unlock.
function Select-Session($Logons) {
    $last = @{}
    foreach ($logon in $Logons) {
        $before = $last[$logon.Sid]
        $last[$logon.Sid] = $logon
        if ($before) {
            $apart = ($logon.At - $before.At).TotalMilliseconds
            $isLinked = $logon.LinkedId -notin '', '0', '0x0' -and $logon.LinkedId -eq $before.Id
            $isUnlock = $logon.Type -ne $before.Type -and $logon.Type -in 7, 11 -and $before.Type -in 7, 11
            if (($isLinked -and $apart -lt 5000) -or ($isUnlock -and $apart -lt 1000)) { continue }
        }
        $logon
    }
}

# Everybody who was here, most days first, and how many sessions of the last days nobody can be named for.
function Get-People {
    $people = @{}
    $unattributed = 0
    $sessionsFrom = $today.AddDays(1 - $sessionDays)
    $logons = @(Get-Logon $today.AddDays(1 - $maxDays) | Where-Object { Test-Person $_ })
    foreach ($session in @(Select-Session $logons)) {
        $isLate = $session.At -ge $sessionsFrom
        if ($session.Sid -notmatch '^S-1-(12-1|5-21)(-\d+){4}$') {
            if ($isLate) { $unattributed++ }
            continue
        }
        $person = $people[$session.Sid]
        if (-not $person) {
            $person = @{ Sid = $session.Sid; Sessions = 0; Days = @{} }
            $people[$session.Sid] = $person
        }
        # The newest name is the present one.
        $person.Logon = $session
        $person.Days[$session.At.ToString('yyyy-MM-dd', $invariant)] = $true
        if ($isLate) { $person.Sessions = [Math]::Min($maxSessions, $person.Sessions + 1) }
    }

    foreach ($person in $people.Values) { $person.Days = [string[]] @($person.Days.Keys | Sort-Object) }
    @{
        Unattributed = $unattributed
        All          = @($people.Values |
                Sort-Object @{ Expression = { $_.Days.Count }; Descending = $true }, @{ Expression = { $_.Sid } })
    }
}
#endregion

# The name that Windows keeps of an account of Entra or of a synchronized one.
function Get-Upn($Logon) {
    $name = $Logon.Name
    if ($name -notmatch '^[^@\s]+@[^@\s]+$') {
        $sid = $Logon.Sid
        $key = "HKLM:\SOFTWARE\Microsoft\IdentityStore\Cache\$sid\IdentityCache\$sid"
        $cached = Get-ItemProperty -Path $key -Name UserName -ErrorAction SilentlyContinue
        if (-not $cached) { return $null }
        $name = ([string] $cached.UserName).Trim()
        if ($name -notmatch '^[^@\s]+@[^@\s]+$') { return $null }
    }
    $name.ToLowerInvariant()
}

# Compared whole: a suffix of contoso.com is not met by notcontoso.com.
function Test-Named([string] $Upn) {
    $domain = $Upn.Split('@')[-1]
    $Suffix.Count -eq 0 -or @($Suffix | Where-Object { $domain -eq $_.Trim().TrimStart('@') }).Count -gt 0
}

function Get-ManagedDeviceId {
    # 32-bit PowerShell is shown another part of the registry, where no enrolment is.
    if ([Environment]::Is64BitOperatingSystem -and -not [Environment]::Is64BitProcess) {
        throw 'This is 32-bit PowerShell. Have Intune run the script in 64-bit PowerShell.'
    }
    $root = 'HKLM:\SOFTWARE\Microsoft\Enrollments'
    $found = @(Get-ItemProperty -Path "$root\*\DMClient\MS DM Server" -Name EntDMID -ErrorAction SilentlyContinue |
            Where-Object { [string] $_.EntDMID -match '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' })
    if ($found.Count -eq 0) { throw 'This device is not enrolled with Intune.' }
    # An enrolment that was left behind may have an id, too: the one that Intune's provider has now comes first.
    $providers = @(Get-ItemProperty -Path "$root\*" -Name ProviderID -ErrorAction SilentlyContinue |
            Where-Object { $_.ProviderID -eq 'MS DM Server' } | ForEach-Object { $_.PSChildName })
    $isIntunes = { @($_.PSPath -split '\\' | Where-Object { $providers -contains $_ }).Count -gt 0 }
    @(@($found | Where-Object $isIntunes) + @($found | Where-Object { -not (& $isIntunes) })) |
        ForEach-Object { ([string] $_.EntDMID).ToLowerInvariant() } | Select-Object -Unique
}

function Get-Report([string] $ManagedDeviceId) {
    $people = Get-People
    $users = foreach ($person in $people.All) {
        $user = [ordered] @{ Sid = $person.Sid }
        $upn = Get-Upn $person.Logon
        if ($upn) { if (Test-Named $upn) { $user.Upn = $upn } }
        else {
            $user.Name = $person.Logon.Name
            $user.Domain = $person.Logon.Domain
        }
        $user.Sessions = $person.Sessions
        $user.Days = $person.Days
        $user
    }
    [ordered] @{
        Version         = 2
        ManagedDeviceID = $ManagedDeviceId
        LogFrom         = (Get-LogFrom).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', $invariant)
        Unattributed    = $people.Unattributed
        Users           = [object[]] @(@($users) | Where-Object { $_ })
    }
}

# Whoever was here on the fewest days gives way where a report would be too large, and counts as nobody we know.
function ConvertTo-Body($Report) {
    $keep = [Math]::Min($Report.Users.Count, $maxUsers)
    for (; ; $keep = [Math]::Floor($keep * 0.9)) {
        foreach ($user in @($Report.Users | Select-Object -Skip $keep)) {
            $Report.Unattributed = [Math]::Min($maxSessions, $Report.Unattributed + $user.Sessions)
        }
        $Report.Users = [object[]] @($Report.Users | Select-Object -First $keep)
        [byte[]] $body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Report -Depth 4 -Compress))
        if ($body.Length -le $maxBytes) { return , $body }
    }
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

function Send-Report($Certificate, [byte[]] $Body) {
    for ($attempt = 1; ; $attempt++) {
        try {
            # Signed anew for each attempt: a nonce is good for one.
            $null = Invoke-WebRequest -Uri $Address -Method Post -Body $Body -ContentType 'application/json; charset=utf-8' `
                -Headers (Get-Headers $Certificate $Body) -UseBasicParsing -TimeoutSec 60
            return
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

try {
    if ($Address -notmatch '^https://[^/\s]+/') {
        throw 'No https address to report to. Write the script with npm run device-script, or give -Address.'
    }
    $ids = @(Get-ManagedDeviceId)
    $certificate = Get-DeviceCertificate
    $report = Get-Report $ids[0]
    for ($i = 0; ; $i++) {
        $report.ManagedDeviceID = $ids[$i]
        [byte[]] $body = ConvertTo-Body $report
        try {
            Send-Report $certificate $body
            break
        }
        catch {
            # Intune knows the device by another enrolment than this one.
            if ((Get-Failure $_).Status -ne 403 -or $i + 1 -ge $ids.Count) { throw }
        }
    }
    # Accounts that only this device has are reported, but nobody can say whose they are.
    $onDeviceOnly = 0
    foreach ($user in $report.Users) {
        if ($user.Contains('Domain') -and $user.Domain -eq $env:COMPUTERNAME) { $onDeviceOnly += $user.Sessions }
    }
    Write-Output "Reported $($report.Users.Count) people. The log reaches back to $($report.LogFrom)."
    Write-Output "$($report.Unattributed + $onDeviceOnly) logons of the last $sessionDays days could not be attributed to anybody."
    exit 0
}
catch {
    Write-Output "Not reported: $($_.Exception.Message)"
    exit 1
}
