<#
.SYNOPSIS
Grants Custodian's identity the Microsoft Graph permissions it needs, and no others.

.DESCRIPTION
Assigns Microsoft Graph's application permissions to a managed identity or to the service principal of an app
registration. A managed identity can get them in no portal, only like this. What is granted already stays; nothing is
taken away. Can be run again at any time.

Whoever runs it must be Privileged Role Administrator (or Global Administrator), and needs the modules
Microsoft.Graph.Authentication and Microsoft.Graph.Applications.

.PARAMETER PrincipalId
Object id of the managed identity's or the app's service principal ("principalId" of the deployment), not its client id.

.PARAMETER TenantId
The tenant; default: the one signed in to.

.PARAMETER Environment
The cloud, as Get-MgEnvironment names it.

.EXAMPLE
.\Grant-GraphPermissions.ps1 -PrincipalId 8b0d8e0c-6b7c-4a53-9b0e-2f1c7b1d4a11 -WhatIf

Says what would be granted, and grants nothing.

.OUTPUTS
One object per permission: Permission, Result.
#>
#Requires -Version 5.1
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [guid] $PrincipalId,
    [guid] $TenantId,
    [string] $Environment = 'Global'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The same in every tenant and cloud.
$graphAppId = '00000003-0000-0000-c000-000000000000'

# Why each is needed stands in the README beside this script.
$permissions = @(
    'DeviceManagementManagedDevices.Read.All'
    'DeviceManagementManagedDevices.PrivilegedOperations.All'
    'User.Read.All'
    'GroupMember.Read.All'
    'Device.Read.All'
)

$signIn = @{
    Scopes      = 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'
    Environment = $Environment
    NoWelcome   = $true
}
if ($TenantId) { $signIn.TenantId = $TenantId.ToString() }
Connect-MgGraph @signIn

$principal = Get-MgServicePrincipal -ServicePrincipalId $PrincipalId.ToString() -Property Id, DisplayName
$graph = Get-MgServicePrincipal -Filter "appId eq '$graphAppId'" -Property Id, AppRoles

# By name, and for applications only: the delegated permission of the same name is another one.
$roles = @{}
foreach ($role in $graph.AppRoles) {
    if ($role.AllowedMemberTypes -contains 'Application') { $roles[$role.Value] = $role }
}
$unknown = @($permissions | Where-Object { -not $roles.ContainsKey($_) })
if ($unknown.Count -gt 0) { throw "Microsoft Graph of this cloud does not have: $($unknown -join ', '). Nothing was granted." }

$granted = @(
    Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -All |
        Where-Object { $_.ResourceId -eq $graph.Id } |
        ForEach-Object { $_.AppRoleId.ToString() }
)

foreach ($permission in $permissions) {
    $role = $roles[$permission]
    if ($granted -contains $role.Id.ToString()) {
        $result = 'was granted already'
    }
    elseif ($PSCmdlet.ShouldProcess($principal.DisplayName, "Grant $permission")) {
        $assignment = @{
            ServicePrincipalId = $principal.Id
            PrincipalId        = $principal.Id
            ResourceId         = $graph.Id
            AppRoleId          = $role.Id
        }
        New-MgServicePrincipalAppRoleAssignment @assignment | Out-Null
        $result = 'granted'
    }
    else {
        $result = 'not granted'
    }
    [pscustomobject]@{ Permission = $permission; Result = $result }
}

$needed = @($permissions | ForEach-Object { $roles[$_].Id.ToString() })
$more = @($graph.AppRoles | Where-Object { $granted -contains $_.Id.ToString() -and $needed -notcontains $_.Id.ToString() })
if ($more.Count -gt 0) {
    Write-Warning "$($principal.DisplayName) also has permissions that this script does not grant: $(($more | ForEach-Object { $_.Value }) -join ', ')"
}
