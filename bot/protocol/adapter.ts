import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type InvokeResponse,
  type TurnContext,
} from "botbuilder";
import {
  AuthenticationConfiguration,
  ClaimsIdentity,
  type BotFrameworkAuthentication,
  type ConnectorClient,
  type ServiceClientCredentialsFactory,
} from "botframework-connector";
import type { TokenClaims } from "./authentication.ts";
import { CONNECTOR_SCOPE } from "./credentials.ts";
import {
  CONNECTOR_HTTP,
  conversationOf,
  createConnectorHttpClient,
  type ConnectorHttpOptions,
} from "./connectorHttp.ts";
import type { Pacing } from "./pacing.ts";

interface AdapterOptions {
  readonly botId: string;
  readonly loginUrl: string;
  readonly openIdMetadataUrl: string;
  readonly credentials: ServiceClientCredentialsFactory;
  readonly pacing: Pacing;
  readonly connectorHttp?: ConnectorHttpOptions;
}

/**
 * botbuilder's adapter behind our own authentication: activities come in through `deliver`, after
 * `authentication.ts` let them in, and every message goes out paced.
 */
export class CustodianAdapter extends CloudAdapter {
  readonly #authentication: BotFrameworkAuthentication;
  readonly #forDecisions: BotFrameworkAuthentication;
  readonly #botId: string;

  constructor(options: AdapterOptions) {
    const authentication = createBotAuthentication(options, false);
    super(authentication);
    this.#authentication = authentication;
    this.#forDecisions = createBotAuthentication(options, true);
    this.#botId = options.botId;

    const paced = async <T>(
      context: TurnContext,
      next: () => Promise<T>,
    ): Promise<T> => {
      await options.pacing.wait(context.activity.conversation.id, {
        patienceMs: REPLY_PATIENCE_MS,
      });
      return next();
    };
    this.use(async (context, next) => {
      context.onSendActivities((_context, activities, send) =>
        activities.every(({ type }) => type === "invokeResponse")
          ? send()
          : paced(context, send),
      );
      context.onUpdateActivity((_context, _activity, update) =>
        paced(context, update),
      );
      await next();
    });
  }

  /** Runs the turn of an activity that was authenticated and admitted. @returns the answer to an invoke. */
  deliver(
    activity: Activity,
    claims: TokenClaims,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const claimsIdentity = new ClaimsIdentity(
      [
        { type: "aud", value: claims.audience },
        { type: "serviceurl", value: claims.serviceUrl },
      ],
      true,
    );
    return this.processActivity(
      {
        audience: CONNECTOR_SCOPE,
        callerId: CALLER_ID,
        claimsIdentity,
        connectorFactory:
          this.#authentication.createConnectorFactory(claimsIdentity),
      },
      activity,
      logic,
    );
  }

  /**
   * A client for what the bot says on its own account. Not paced, but for what it repeats: the caller waits first.
   *
   * @param forDecision as the caller waits.
   */
  connectorFor(
    serviceUrl: string,
    forDecision = false,
  ): Promise<ConnectorClient> {
    return (forDecision ? this.#forDecisions : this.#authentication)
      .createConnectorFactory(this.createClaimsIdentity(this.#botId))
      .create(serviceUrl, CONNECTOR_SCOPE);
  }
}

/** Teams waits about 15 seconds for the answer to a message; a reply that is later still is not sent at all. */
const REPLY_PATIENCE_MS = 12_000;

const CALLER_ID = "urn:botframework:azure";

/** Setting one of these addresses makes botbuilder forget its default for every other, so all are set. */
function createBotAuthentication(
  options: AdapterOptions,
  forDecision: boolean,
): BotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: options.loginUrl,
      ToChannelFromBotOAuthScope: CONNECTOR_SCOPE,
      ToBotFromChannelTokenIssuer: "https://api.botframework.com",
      ToBotFromChannelOpenIdMetadataUrl: options.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: options.openIdMetadataUrl,
      OAuthUrl: "https://api.botframework.com",
      CallerId: CALLER_ID,
      ValidateAuthority: true,
    },
    options.credentials,
    new AuthenticationConfiguration(),
    undefined,
    {
      httpClient: createConnectorHttpClient({
        ...(options.connectorHttp ?? CONNECTOR_HTTP),
        beforeRepeat: async (url) => {
          const conversationId = conversationOf(url);
          if (conversationId !== null)
            await options.pacing.wait(conversationId, { forDecision });
        },
      }),
    },
  );
}
