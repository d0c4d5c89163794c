metadata name = 'Custodian'
metadata description = 'Container app, PostgreSQL without a public address, Key Vault and the bot registration with its Teams channel. Everything signs in with one user-assigned managed identity.'

targetScope = 'resourceGroup'

@description('Short name of this installation; names of resources begin with it. Lower-case letters, digits and hyphens.')
@minLength(3)
@maxLength(20)
param name string = 'custodian'

@description('Region of everything but the bot registration, which is global.')
param location string = resourceGroup().location

@description('Container image, for example contoso.azurecr.io/custodian:1.0.0. Name a version or a digest: what "latest" means would change under a restart.')
param image string

@description('Azure Container Registry in this resource group that the image is pulled from with the managed identity. Empty: the image is public.')
param containerRegistryName string = ''

@description('Object id of the Entra group whose members, nested ones too, may decide on proposals.')
@minLength(36)
@maxLength(36)
param approversGroupId string

@description('Object id of the Entra group whose members, nested ones too, may administer Custodian.')
@minLength(36)
@maxLength(36)
param adminsGroupId string

@description('Further settings that are no secrets, by name as in docs/configuration.md, for example { STAGING_ACCOUNTS: \'staging@contoso.com\' }.')
param settings object = {}

@description('How the bot is registered. UserAssignedMSI needs no secret.')
@allowed([
  'UserAssignedMSI'
  'SingleTenant'
])
param botType string = 'UserAssignedMSI'

@description('For SingleTenant: application (client) id of the app registration. Otherwise the managed identity is the bot.')
param botAppId string = ''

@description('For SingleTenant: client secret of the app registration. Kept in Key Vault.')
@secure()
param botPassword string = ''

@description('Tenant of the bot; activities of others are not served.')
param botTenantId string = tenant().tenantId

@description('Name shown for the bot.')
param botDisplayName string = 'Custodian'

@description('Price tier of the bot registration. Teams is a standard channel, free in both.')
@allowed([
  'F0'
  'S1'
])
param botSku string = 'F0'

@description('Password of the database. Kept in Key Vault as a part of DATABASE_URL.')
@secure()
@minLength(16)
param databasePassword string

@description('Size of the database server. Every replica holds up to 14 connections, and while a new revision starts there are twice as many replicas; the smallest size, B1ms, allows too few.')
param databaseSku object = {
  name: 'Standard_B2s'
  tier: 'Burstable'
}

@description('Days that a backup of the database is kept.')
@minValue(7)
@maxValue(35)
param databaseBackupDays int = 14

@description('For devices that report with LOGON_REPORT_AUTH=shared-key: id:base64key,…. Kept in Key Vault. Empty: devices use their certificates.')
@secure()
param logonReportKeys string = ''

@description('Replicas that always run. Not 0: proposals expire and jobs are done without a request.')
@minValue(1)
@maxValue(4)
param replicas int = 1

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Address range of the network made for this installation. At least /24.')
param networkPrefix string = '10.83.0.0/24'

@description('Tags of every resource.')
param tags object = {}

var isSingleTenant = botType == 'SingleTenant'
var hasReportKeys = !empty(logonReportKeys)
var hasRegistry = !empty(containerRegistryName)
var unique = uniqueString(resourceGroup().id, name)
var port = 3978
var databaseName = 'custodian'
var databaseUser = 'custodian'

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var keyVaultSecretsUser = '4633458b-17de-408a-874b-0445c86b69e6'
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

var botId = isSingleTenant ? botAppId : identity.properties.clientId

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        networkPrefix
      ]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(networkPrefix, 27, 0)
          delegations: [
            {
              name: 'app'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: cidrSubnet(networkPrefix, 27, 1)
          delegations: [
            {
              name: 'database'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]
  }

  resource appSubnet 'subnets' existing = {
    name: 'app'
  }

  resource databaseSubnet 'subnets' existing = {
    name: 'database'
  }
}

// The server's name must differ from the zone's, and the zone must end like this.
resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: '${name}-network'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
}

resource databaseServer 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-db-${unique}'
  location: location
  tags: tags
  sku: {
    name: databaseSku.name
    tier: databaseSku.tier
  }
  properties: {
    version: '16'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: databaseBackupDays
      geoRedundantBackup: 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: databaseZone.id
    }
  }
  dependsOn: [
    databaseZone::link
  ]

  resource database 'databases' = {
    name: databaseName
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-${unique}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }

  resource databaseUrl 'secrets' = {
    name: 'database-url'
    properties: {
      contentType: 'text/plain'
      value: 'postgres://${databaseUser}:${uriComponent(databasePassword)}@${databaseServer.properties.fullyQualifiedDomainName}:5432/${databaseName}?sslmode=verify-full'
    }
  }

  resource botSecret 'secrets' = if (isSingleTenant) {
    name: 'bot-password'
    properties: {
      contentType: 'text/plain'
      value: botPassword
    }
  }

  resource reportKeys 'secrets' = if (hasReportKeys) {
    name: 'logon-report-keys'
    properties: {
      contentType: 'text/plain'
      value: logonReportKeys
    }
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = if (hasRegistry) {
  // A name is wanted even where the condition is false.
  name: hasRegistry ? containerRegistryName : 'none00'
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasRegistry) {
  name: guid(resourceGroup().id, containerRegistryName, identity.id, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logRetentionDays
  }
}

resource appEnvironment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: {
      infrastructureSubnetId: network::appSubnet.id
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

// Known before the app is there, which has to be told its own address.
var publicUrl = 'https://${name}.${appEnvironment.properties.defaultDomain}'

// References without a version: a new secret is taken up within half an hour, or by the next revision.
var secretSettings = concat(
  [
    {
      setting: 'DATABASE_URL'
      secret: 'database-url'
    }
  ],
  isSingleTenant
    ? [
        {
          setting: 'BOT_PASSWORD'
          secret: 'bot-password'
        }
      ]
    : [],
  hasReportKeys
    ? [
        {
          setting: 'LOGON_REPORT_KEYS'
          secret: 'logon-report-keys'
        }
      ]
    : []
)

var plainSettings = union(
  {
    PORT: string(port)
    PUBLIC_URL: publicUrl
    BOT_ID: botId
    BOT_TYPE: botType
    BOT_TENANT_ID: botTenantId
    AZURE_CLIENT_ID: identity.properties.clientId
    APPROVERS_GROUP_ID: approversGroupId
    ADMINS_GROUP_ID: adminsGroupId
    LOGON_REPORT_AUTH: hasReportKeys ? 'shared-key' : 'device-certificate'
  },
  settings
)

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    environmentId: appEnvironment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: hasRegistry
        ? [
            {
              server: '${containerRegistryName}${environment().suffixes.acrLoginServer}'
              identity: identity.id
            }
          ]
        : []
      secrets: map(secretSettings, one => {
        name: one.secret
        keyVaultUrl: '${vault.properties.vaultUri}secrets/${one.secret}'
        identity: identity.id
      })
    }
    template: {
      // Custodian finishes within 10 seconds of SIGTERM.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'custodian'
          image: image
          resources: {
            cpu: json('1.0')
            memory: '2Gi'
          }
          env: concat(
            map(items(plainSettings), one => {
              name: one.key
              value: one.value
            }),
            map(secretSettings, one => {
              name: one.setting
              secretRef: one.secret
            })
          )
          probes: [
            {
              // Migrations of the database run before it is ready.
              type: 'Startup'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 12
              timeoutSeconds: 5
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 4
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: replicas
        maxReplicas: replicas
      }
    }
  }
  dependsOn: [
    mayReadSecrets
    mayPull
    databaseServer::database
    vault::databaseUrl
    vault::botSecret
    vault::reportKeys
  ]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot-${unique}'
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: {
    name: botSku
  }
  properties: {
    displayName: botDisplayName
    endpoint: '${publicUrl}/api/messages'
    msaAppId: botId
    msaAppType: botType
    msaAppTenantId: botTenantId
    msaAppMSIResourceId: isSingleTenant ? null : identity.id
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: {
        isEnabled: true
      }
    }
  }
}

@description('BOT_ID, for the Teams app package.')
output botId string = botId

@description('PUBLIC_URL; its host goes into the Teams app package, too.')
output publicUrl string = publicUrl

@description('Where devices report.')
output reportAddress string = '${publicUrl}/api/logons'

@description('Object id of the managed identity, for Grant-GraphPermissions.ps1.')
output principalId string = identity.properties.principalId

@description('Key Vault that holds the secrets.')
output vaultName string = vault.name
