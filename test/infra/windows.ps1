# The parts of Windows that Send-LogonReport.ps1 asks, as functions of the same names, which come before cmdlets. What
# they answer is in the JSON file $env:STAND_IN. Then runs the script $env:SCRIPT with the arguments given.
$ErrorActionPreference = 'Stop'
$windows = Get-Content -Raw $env:STAND_IN | ConvertFrom-Json -AsHashtable -DateKind String
$env:COMPUTERNAME = $windows.computerName

function New-EventRecord($Record) {
    $document = [xml] '<Event><System><EventID/></System><EventData/></Event>'
    $document.SelectSingleNode('Event/System/EventID').InnerText = $Record.id
    $data = $document.SelectSingleNode('Event/EventData')
    $properties = foreach ($field in $Record.fields) {
        $node = $data.AppendChild($document.CreateElement('Data'))
        $node.SetAttribute('Name', $field[0])
        $node.InnerText = [string] $field[1]
        [pscustomobject] @{ Value = $field[1] }
    }
    [pscustomobject] @{
        Id          = [int] $Record.id
        Version     = [byte] $Record.version
        TimeCreated = [DateTimeOffset]::Parse($Record.at, [Globalization.CultureInfo]::InvariantCulture).LocalDateTime
        Properties  = @($properties)
        Xml         = $document
    }
}
$records = @($windows.events | ForEach-Object { New-EventRecord $_ } | Sort-Object TimeCreated)

function Get-WinEvent {
    [CmdletBinding()]
    param([string] $LogName, [string] $FilterXPath = '*', [switch] $Oldest, [int] $MaxEvents = [int]::MaxValue)
    if ($LogName -ne 'Security') { throw "There is no log $LogName" }
    # Windows compares instants, which XPath elsewhere does not.
    $found = $records
    if ($FilterXPath -match " and TimeCreated\[@SystemTime>='([^']+)'\]") {
        $since = [DateTimeOffset]::Parse($Matches[1], [Globalization.CultureInfo]::InvariantCulture).LocalDateTime
        $FilterXPath = $FilterXPath.Replace($Matches[0], '')
        $found = @($found | Where-Object { $_.TimeCreated -ge $since })
    }
    $found = @($found | Where-Object { $_.Xml.SelectSingleNode($FilterXPath) })
    if ($found.Count -eq 0) {
        $nothing = [Management.Automation.ErrorRecord]::new(
            [Exception]::new('No events were found that match the specified selection criteria.'),
            'NoMatchingEventsFound', 'ObjectNotFound', $null)
        $PSCmdlet.ThrowTerminatingError($nothing)
    }
    if (-not $Oldest) { [array]::Reverse($found) }
    $found | Select-Object -First $MaxEvents
}

function Get-ItemProperty {
    [CmdletBinding()]
    param([string] $Path, [string] $Name)
    foreach ($key in @($windows.registry.Keys | Sort-Object | Where-Object { $_ -like $Path })) {
        if (-not $windows.registry[$key].Contains($Name)) { continue }
        [pscustomobject] @{
            $Name       = $windows.registry[$key][$Name]
            PSPath      = $key.Replace('HKLM:', 'Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE')
            PSChildName = $key.Split('\')[-1]
        }
    }
}

function Get-ChildItem([string] $Path) {
    if ($Path -ne 'Cert:\LocalMachine\My') { throw "There is no $Path" }
    foreach ($file in $windows.certificates) {
        [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile($file)
    }
}

function Start-Sleep([int] $Seconds) { Write-Output "Waited." }

& $env:SCRIPT @args
exit $LASTEXITCODE
