// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.settings.value.Choices;
import io.github.servletbearer.internal.settings.value.Choices.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.Choices.Session;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.settings.value.Lists;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import io.github.servletbearer.internal.settings.value.Quantities;
import io.github.servletbearer.internal.settings.value.SchemeKind;
import io.github.servletbearer.internal.settings.value.ScopeRule;
import io.github.servletbearer.internal.settings.value.Scopes;
import io.github.servletbearer.internal.settings.value.SecretReference;
import io.github.servletbearer.internal.settings.value.StoreLocation;
import io.github.servletbearer.internal.settings.value.Texts;
import io.github.servletbearer.internal.settings.value.UrlPatterns;
import io.github.servletbearer.internal.settings.value.Urls;
import io.github.servletbearer.internal.settings.value.UserSource;
import io.github.servletbearer.internal.settings.value.ValueParser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting: its name, where it may stand, how its value is read and documented, its default, and
 * one sentence. Each is declared here, once; what uses it reads it by its declaration, {@code
 * settings.get(Setting.JWKS_MAX_AGE)}. The page {@code docs/configuration.md} is generated from
 * here. Immutable.
 *
 * @param <T> what a value means
 */
public final class Setting<T> {
  /** All that are declared below, in their order. */
  private static final List<Setting<?>> ALL = new ArrayList<>();

  public static final Setting<Set<String>> VERIFY =
      filter(
          "verify",
          Lists.LIST,
          "issued",
          "What verifies tokens: `issued` (tokens of this application's own token endpoint),"
              + " `jwks` (an identity provider's JWTs, by its keys), `introspection` (an identity"
              + " provider is asked about each token), `presence` (any token at all, for first steps"
              + " only), or the name of a class that implements `TokenVerifier`; several are asked"
              + " in their order.");
  public static final Setting<ScopeRule> REQUIRED_SCOPES =
      filter(
          "requiredScopes",
          ScopeRule.PARSER,
          null,
          "The scopes that a token needs, all of them; by method if needed: `GET: items:read;"
              + " *: items:write`. A rule by method needs `*`; the rule for GET applies to HEAD as"
              + " well; a method in another letter case (`delete`), or another one named in"
              + " `X-HTTP-Method-Override` or its kin or in the query (`_method`), and the handshake of"
              + " a WebSocket need all scopes of the rule.");
  public static final Setting<Boolean> AUTO_ERROR =
      filter(
          "autoError",
          Choices.BOOLEAN,
          "true",
          "`false` lets a request without credentials through, without the attribute; bad"
              + " credentials are still refused.");
  public static final Setting<Set<String>> OPEN_METHODS =
      filter(
          "openMethods",
          Choices.OPEN_METHODS,
          null,
          "Methods by which requests need no credentials, for public reads and locked writes; bad"
              + " credentials are still refused, and `requiredScopes` apply where there is a token."
              + " `GET` includes `HEAD`, but no handshake of a WebSocket, and no request that names"
              + " another method, in `X-HTTP-Method-Override` or its kin or in the query (`_method`).");
  public static final Setting<Session> SESSION =
      filter(
          "session",
          Choices.SESSION,
          "ignore",
          "`accept` lets requests without credentials through as the user whom the container has"
              + " authenticated by the application's own login, without the attribute; those that"
              + " do not only read must come from a page of the same origin. See"
              + " [security](security.md#the-applications-own-login).");
  public static final Setting<Boolean> REPORT_ONLY =
      filter(
          "reportOnly",
          Choices.BOOLEAN,
          "false",
          "`true` judges each request and refuses none: what would be refused is counted and"
              + " logged. For the time before the lock, see"
              + " [operations](operations.md#before-the-lock).");
  public static final Setting<String> ATTRIBUTE =
      filter(
          "attribute",
          Texts.ATTRIBUTE,
          "token",
          "The request attribute that carries the token's text.");
  public static final Setting<Boolean> FORWARD_AUTHORIZATION =
      filter(
          "forwardAuthorization",
          Choices.BOOLEAN,
          "true",
          "`false` hides the `Authorization` header of a bearer token from the application, for one"
              + " that takes every such header for its own login, by Basic. Other schemes are not"
              + " hidden.");
  public static final Setting<List<UrlPattern>> EXCLUDE =
      filter(
          "exclude",
          UrlPatterns.EXCLUDED,
          null,
          "Paths below the context path that this filter lets through: exact (`/api/status`)"
              + " or with everything below (`/api/open/*`). A folder's welcome file needs its own"
              + " path (`/index.html`).");
  public static final Setting<String> SCHEME_NAME =
      filter(
          "schemeName",
          Texts.SCHEME_NAME,
          "OAuth2PasswordBearer",
          "The name of the security scheme in the OpenAPI document; filters that name the same"
              + " scheme must agree in its settings.");

  public static final Setting<Set<String>> ISSUERS =
      filter(
          "issuers",
          Lists.LIST,
          null,
          "With `verify=jwks`: which of the providers of `jwksIssuer` this filter accepts tokens of,"
              + " each written as it is there. Default: all. Filters that name the same scheme must"
              + " accept the same.");

  public static final Setting<String> TOKEN_URL =
      scheme(
          "tokenUrl",
          Urls.REFERENCE,
          "Where clients ask for tokens, relative to the context path or absolute: where the"
              + " docs page posts the login form, or the identity provider's token endpoint."
              + " Default, for `password` and `clientCredentials`: where the companion servlet's"
              + " `token` is mapped.");
  public static final Setting<String> REFRESH_URL =
      scheme(
          "refreshUrl",
          Urls.REFERENCE,
          "Where tokens are refreshed, as shown in the OpenAPI document; the docs page renews"
              + " its token there. Default, for `password` at our own token endpoint with"
              + " `refreshTokenLifetime`: that endpoint.");
  public static final Setting<Map<String, String>> SCOPES =
      scheme(
          "scopes",
          Scopes.DESCRIPTIONS,
          "The catalogue of scopes, each with a description: `items:read = Read items; admin ="
              + " Do everything`.");
  public static final Setting<String> DESCRIPTION =
      scheme("description", Texts.TEXT, "The description of the scheme in the OpenAPI document.");
  public static final Setting<SchemeKind> SCHEME =
      scheme(
          "scheme",
          Choices.SCHEME,
          "How clients get tokens, as shown in the document: `password` (from `tokenUrl`, by"
              + " user name and password), `authorizationCode` (by a login at an identity provider,"
              + " with PKCE on the docs page), `clientCredentials` (from `tokenUrl`, by a client for"
              + " itself), `openIdConnect` (the document names the provider; on the docs page a"
              + " token is pasted) or `http` (the document does not say; a token is pasted as well)."
              + " Default: what fits the addresses that are set and what our own token endpoint"
              + " offers.");
  public static final Setting<String> AUTHORIZATION_URL =
      scheme(
          "authorizationUrl",
          Urls.REFERENCE,
          "Where users log in at the identity provider; `authorizationCode` needs it together"
              + " with `tokenUrl`. Parameters that the provider wants of each login stand in its query"
              + " (`?audience=...`); a `scope` there is asked for in place of scopes to tick. The"
              + " provider must know the address of the docs page followed by"
              + " `/oauth2-redirect.html` as redirect URI, and allow the page's origin by CORS at"
              + " its token endpoint.");
  public static final Setting<URI> OPEN_ID_CONNECT_URL =
      scheme(
          "openIdConnectUrl",
          Urls.URL,
          "The provider's discovery document, which usually ends in"
              + " `/.well-known/openid-configuration`; `openIdConnect` needs it.");
  public static final Setting<String> CLIENT_ID =
      scheme(
          "clientId",
          Texts.ASCII,
          "The public client (without a secret) as which the docs page asks for tokens with"
              + " `authorizationCode`; without it the user types one.");

  public static final Setting<String> REALM =
      shared(
          "realm",
          Texts.ASCII,
          null,
          "The realm in `WWW-Authenticate`. Default: the title, or `bearer` where that is not"
              + " ASCII.");
  public static final Setting<UserSource> USERS =
      shared(
          "users",
          UserSource.PARSER,
          "container",
          "What checks user name and password: `container` (its own realm, through"
              + " `request.login`), `file:/path` (a file of names, password hashes and roles, see"
              + " [users in a file](users-file.md)), or the name of a class that implements"
              + " `UserAuthenticator`.");
  public static final Setting<Set<String>> ROLES =
      shared(
          "roles",
          Lists.LIST,
          null,
          "The roles for which the container's realm is asked at a login, since a servlet"
              + " cannot list a user's roles. Default: the `security-role`s of web.xml and the roles"
              + " of its `security-constraint`s, the roles of `scopeMapping`, and every scope that a"
              + " filter requires or the catalogue names.");
  public static final Setting<Map<String, Set<String>>> SCOPE_MAPPING =
      shared(
          "scopeMapping",
          Scopes.BY_ROLE,
          null,
          "Which scopes a role gives: `clerk = items:read; boss = items:read items:write`."
              + " Default: each role gives the scope of its own name.");
  public static final Setting<Duration> ACCESS_TOKEN_LIFETIME =
      shared(
          "accessTokenLifetime", Quantities.DURATION, "15m", "How long an access token is valid.");

  public static final Setting<TokenFormat> TOKEN_FORMAT =
      shared(
          "tokenFormat",
          Choices.TOKEN_FORMAT,
          "opaque",
          "What the token endpoint issues: `opaque` tokens, which only this server knows, or"
              + " `jwt`: signed ones (RFC 9068), which can be verified by everybody who has"
              + " `jwks.json`.");
  public static final Setting<List<SecretReference>> SIGNING_KEY =
      shared(
          "signingKey",
          SecretReference.LIST,
          null,
          "Where the keys for `tokenFormat=jwt` are: each a JWK, a JWK set, a PEM file or a"
              + " keystore (PKCS 12, JKS). The first key signs, all verify, so that a new key can"
              + " replace an old one.");
  public static final Setting<SecretReference> SIGNING_KEY_PASSWORD =
      shared(
          "signingKeyPassword",
          SecretReference.PARSER,
          null,
          "Where the password of the keystores of `signingKey` is.");
  public static final Setting<String> ISSUER =
      shared(
          "issuer",
          Urls.ISSUER,
          null,
          "The `iss` of the tokens that `tokenFormat=jwt` issues; never taken from a request.");
  public static final Setting<String> AUDIENCE =
      sharedOr(
          "audience",
          Texts.NAME,
          ISSUER,
          "The `aud` of the tokens that `tokenFormat=jwt` issues, and that they must have to"
              + " be accepted. Default: the issuer.");

  public static final Setting<Set<String>> JWKS_ISSUER =
      shared(
          "jwksIssuer",
          Urls.ISSUERS,
          null,
          "The identity providers of `verify=jwks`: for each the exact `iss` that its tokens must"
              + " have. Each has its own keys. Where `jwksUri` is set there is one, and it need not"
              + " be a URL.");
  public static final Setting<Set<String>> JWKS_AUDIENCE =
      shared(
          "jwksAudience",
          Lists.LIST,
          null,
          "The names that the provider has for this application: the `aud` of a token must"
              + " contain one.");
  public static final Setting<Set<String>> JWKS_AUDIENCE_CLAIMS =
      shared(
          "jwksAudienceClaims",
          Lists.LIST,
          "aud",
          "The claims in which `jwksAudience` is looked for: the first of them that a token has"
              + " decides. `aud, client_id` is for providers whose access tokens may have no `aud`.");
  public static final Setting<URI> JWKS_URI =
      shared(
          "jwksUri",
          Urls.URL,
          null,
          "Where the provider's keys are. Default: the address in its metadata, which are"
              + " found below `jwksIssuer`.");
  public static final Setting<Set<JwsAlgorithm>> JWKS_ALGORITHMS =
      shared(
          "jwksAlgorithms",
          Choices.ALGORITHMS,
          "RS256 ES256 ES384 ES512 EdDSA PS256",
          "The signature algorithms that are accepted from the provider. A key that names none"
              + " is used with the first that fits it; the token does not choose.");
  public static final Setting<Duration> JWKS_MAX_AGE =
      shared(
          "jwksMaxAge",
          Quantities.DURATION,
          "15m",
          "How old the provider's keys may become: a key that it has removed is refused after that"
              + " time at the latest. They are fetched again from half of it on.");
  public static final Setting<Duration> JWKS_STALE_IF_ERROR =
      shared(
          "jwksStaleIfError",
          Quantities.DURATION,
          "1h",
          "How much longer known keys are used while the provider cannot be reached; after"
              + " that its tokens are answered with 503.");

  public static final Setting<URI> INTROSPECTION_URI =
      shared(
          "introspectionUri",
          Urls.URL,
          null,
          "Where `verify=introspection` asks about a token (RFC 7662).");
  public static final Setting<String> INTROSPECTION_CLIENT_ID =
      shared("introspectionClientId", Texts.NAME, null, "The client as which it asks.");
  public static final Setting<SecretReference> INTROSPECTION_CLIENT_SECRET =
      shared(
          "introspectionClientSecret",
          SecretReference.PARSER,
          null,
          "Where that client's secret is.");
  public static final Setting<String> INTROSPECTION_ISSUER =
      shared(
          "introspectionIssuer",
          Urls.STRING_OR_URI,
          null,
          "The `iss` that a response must have. Default: any, or none.");
  public static final Setting<Set<String>> INTROSPECTION_AUDIENCE =
      shared(
          "introspectionAudience",
          Lists.LIST,
          null,
          "Names of this application, of which the `aud` of a response must contain one."
              + " Default: any, or none. Set it where the provider has tokens for other"
              + " applications, too.");
  public static final Setting<Duration> INTROSPECTION_CACHE_LIFETIME =
      shared(
          "introspectionCacheLifetime",
          Quantities.DURATION_OR_OFF,
          "30s",
          "How long the provider's response for a valid token is used: a token that it has"
              + " revoked is refused after that time at the latest. `off` asks at each request.");

  public static final Setting<Set<String>> USER_CLAIMS =
      shared(
          "userClaims",
          Lists.LIST,
          "sub",
          "The claims of a provider's token that name the user for `getRemoteUser`: the first of"
              + " them that a token has decides. `preferred_username, sub`, say; a name or a path.");
  public static final Setting<Set<String>> SCOPE_CLAIMS =
      shared(
          "scopeClaims",
          Lists.LIST,
          "scope, scp",
          "The claims of a provider's token that contain scopes; a name or a path such as"
              + " `realm_access.roles`.");
  public static final Setting<Set<String>> ROLE_CLAIMS =
      shared(
          "roleClaims",
          Lists.LIST,
          "roles, realm_access.roles",
          "The claims of a provider's token that contain the roles for `isUserInRole`; a name"
              + " or a path.");
  public static final Setting<Duration> CLOCK_SKEW =
      shared(
          "clockSkew",
          Quantities.CLOCK_SKEW,
          "30s",
          "By how much the clocks of the issuer and of this server may differ.");
  public static final Setting<Integer> MAX_TOKEN_LENGTH =
      shared(
          "maxTokenLength",
          Quantities.TOKEN_LENGTH,
          "8192",
          "The longest token that is accepted and issued, in characters. The container's own limit"
              + " for the headers of a request, often 8 KiB, must leave room for it.");
  public static final Setting<Integer> MAX_CACHED_TOKENS =
      shared(
          "maxCachedTokens",
          Quantities.COUNT,
          "10000",
          "How many verified tokens of identity providers, and JWTs of our own, are remembered"
              + " so that their signature is not computed again. Where filters name different"
              + " `issuers`, so many for each set of issuers.");

  public static final Setting<Duration> REFRESH_TOKEN_LIFETIME =
      shared(
          "refreshTokenLifetime",
          Quantities.DURATION_OR_OFF,
          "off",
          "How long after its login a client may get new tokens without the password, at most:"
              + " each login returns a refresh token, which can be used once, for the next token.");
  public static final Setting<Duration> REFRESH_TOKEN_IDLE_LIFETIME =
      sharedOr(
          "refreshTokenIdleLifetime",
          Quantities.DURATION,
          REFRESH_TOKEN_LIFETIME,
          "How long a refresh token is valid that is not used. Default:"
              + " `refreshTokenLifetime`.");
  public static final Setting<Set<GrantType>> GRANTS =
      shared(
          "grants",
          Choices.GRANTS,
          "password refresh_token client_credentials",
          "The grants that may be offered. `refresh_token` needs `refreshTokenLifetime`,"
              + " `client_credentials` needs `clients`; without `password` users cannot log in here.");
  public static final Setting<Path> CLIENTS =
      shared(
          "clients",
          SecretReference.FILE,
          null,
          "The file of clients that have a secret, one on a line: `id:hash:grants:scopes`; see"
              + " [clients](clients.md).");
  public static final Setting<PasswordGrantClients> PASSWORD_GRANT_CLIENTS =
      shared(
          "passwordGrantClients",
          Choices.PASSWORD_GRANT_CLIENTS,
          "any",
          "Who may ask for tokens by the password grant: `any` client, as frontends and the"
              + " docs page need it, or `authenticated`: only those of `clients`, by their secret,"
              + " so that each gets no more than the scopes of its line. See"
              + " [clients](clients.md#the-password-grant-for-clients-with-a-secret-alone).");
  public static final Setting<Integer> MAX_TOKENS =
      shared(
          "maxTokens",
          Quantities.COUNT,
          "100000",
          "How many live tokens of each kind are kept, in a database over all servers; when that many"
              + " exist, new logins get 503 and existing tokens stay valid.");
  public static final Setting<Integer> MAX_TOKENS_PER_USER =
      shared(
          "maxTokensPerUser",
          Quantities.COUNT,
          "20",
          "How many live tokens one user has; one more revokes that user's oldest.");
  public static final Setting<StoreLocation> STORE =
      shared(
          "store",
          StoreLocation.PARSER,
          "memory",
          "Where tokens, refresh tokens, revocations and failed logins are kept: in the `memory`"
              + " of this server, until it stops, or in a database that several servers share, by"
              + " a DataSource of the container: `jdbc:java:comp/env/jdbc/shop`.");
  public static final Setting<String> STORE_TABLE_PREFIX =
      shared(
          "storeTablePrefix",
          Texts.TABLE_PREFIX,
          "bearer_",
          "How the names of the database's tables begin.");
  public static final Setting<Boolean> STORE_CREATE =
      shared(
          "storeCreate",
          Choices.BOOLEAN,
          "false",
          "Whether the tables are created where there are none.");
  public static final Setting<Duration> STORE_CACHE_LIFETIME =
      shared(
          "storeCacheLifetime",
          Quantities.CACHE_LIFETIME,
          "5s",
          "How long a server uses what the database said of an access token: a token that"
              + " another server has revoked is refused after that time at the latest. `0s` asks the"
              + " database at each request.");

  public static final Setting<Integer> LOGIN_FAILURES =
      shared(
          "loginFailures",
          Quantities.COUNT,
          "4",
          "After how many failed logins of one user name from one address this pair is"
              + " answered with 429; keep it below the realm's own lock-out.");
  public static final Setting<Integer> LOGIN_FAILURES_PER_ADDRESS =
      shared(
          "loginFailuresPerAddress",
          Quantities.COUNT,
          "40",
          "After how many failed logins from one address, whatever the user name, it is"
              + " answered with 429.");
  public static final Setting<Duration> LOGIN_WINDOW =
      shared("loginWindow", Quantities.DURATION, "5m", "How long a failed login counts.");

  public static final Setting<Boolean> REQUIRE_HTTPS =
      shared(
          "requireHttps",
          Choices.BOOLEAN,
          "true",
          "Whether passwords over plain HTTP from another machine are refused, and identity"
              + " providers on another machine must be reached over https.");
  public static final Setting<Set<String>> CORS_ALLOWED_ORIGINS =
      shared(
          "corsAllowedOrigins",
          Urls.ORIGINS,
          null,
          "The origins, exactly as browsers send them, whose pages may call covered paths and"
              + " the token endpoint: `https://app.example.com`.");
  public static final Setting<Set<String>> CORS_ALLOWED_HEADERS =
      shared(
          "corsAllowedHeaders",
          Lists.REQUEST_HEADERS,
          "Authorization, Content-Type, X-Requested-With",
          "The headers that pages of these origins may set, in place of the default; `*` allows"
              + " every header but `Authorization`, which is named beside it.");
  public static final Setting<Set<String>> CORS_EXPOSED_HEADERS =
      shared(
          "corsExposedHeaders",
          Lists.HEADERS,
          "WWW-Authenticate, Retry-After",
          "The headers of an answer that pages of these origins may read, in place of the"
              + " default.");
  public static final Setting<Duration> CORS_MAX_AGE =
      shared(
          "corsMaxAge",
          Quantities.CORS_MAX_AGE,
          "10m",
          "How long a browser may keep what a preflight was answered; `0s` lets it ask each time.");
  public static final Setting<Boolean> DOCS =
      shared(
          "docs",
          Choices.SWITCH,
          "on",
          "`off` answers 404 for the docs page and the OpenAPI document.");

  public static final Setting<OpenPaths> OPEN_PATHS =
      shared(
          "openPaths",
          OpenPaths.PARSER,
          null,
          "What is meant to be open. When it is set, anything else that no bearer filter"
              + " protects stops the deployment. `/` is what the container's default servlet serves:"
              + " files; `*.jsp` is all JSPs and whatever else the container runs as pages; `\"\"`"
              + " is the context root where a servlet is mapped to it; `/*` is everything. A blank in"
              + " a pattern is written `%20`, a comma `%2C`. The companion servlet's endpoints need"
              + " not be named.");
  public static final Setting<Set<String>> PASS_THROUGH_FILTERS =
      shared(
          "passThroughFilters",
          Lists.LIST,
          null,
          "Names of the application's other filters that are known to pass on every request to"
              + " what our filters cover and to our endpoints, such as filters that set an encoding"
              + " or write a log. A filter that comes before ours, or that sees an endpoint, is"
              + " trusted because of this setting alone; it is better to map ours first. See"
              + " [security](security.md#other-filters).");
  public static final Setting<Set<String>> PUBLIC_PARAMS =
      shared(
          "publicParams",
          Lists.LIST,
          null,
          "Names of `context-param`s and `init-param`s of web.xml whose values are public"
              + " though their names look like those of secrets, such as `GoogleMapsApiKey`: `check`"
              + " does not report them ([SB305](troubleshooting.md#sb305)). The running application"
              + " does not use it.");
  public static final Setting<Boolean> STRICT_PATHS =
      shared(
          "strictPaths",
          Choices.SWITCH,
          "on",
          "Whether every request whose path can be read in two ways is refused (400) before"
              + " any filter runs, since it may get around a filter. See"
              + " [security](security.md#paths-that-can-be-read-in-two-ways).");
  public static final Setting<Set<String>> DOCUMENT_SERVLETS =
      shared(
          "documentServlets",
          Lists.LIST,
          null,
          "Names of open servlets without annotations that are listed in the document"
              + " nevertheless.");

  public static final Setting<String> TITLE =
      shared(
          "title",
          Texts.TEXT,
          null,
          "The title of the document. Default: that of `@OpenAPIDefinition`, else the"
              + " display-name.");
  public static final Setting<String> VERSION =
      shared(
          "version", Texts.TEXT, "1.0.0", "The version of the application's API in the document.");
  public static final Setting<String> OPENAPI_VERSION =
      shared(
          "openapiVersion",
          Choices.OPENAPI_VERSION,
          "3.0.3",
          "The version of the OpenAPI Specification that the document follows.");
  public static final Setting<String> OPENAPI_FILE =
      shared(
          "openapiFile",
          Texts.FILE_IN_WAR,
          null,
          "A hand-written OpenAPI document (JSON, 3.0 or 3.1) that is merged into ours; its words go"
              + " before those from the code, its `security` never counts. See"
              + " [openapi.md](openapi.md#a-document-of-your-own-openapifile).");
  public static final Setting<String> PUBLIC_URL =
      shared(
          "publicUrl",
          Urls.BASE,
          null,
          "The application's address as clients outside see it; makes `servers` and `tokenUrl`"
              + " of the document absolute, for generated clients and gateways; the metadata of"
              + " [discovery](identity-provider.md#discovery) need it.");

  /** Where a setting may stand. */
  public enum Place {
    /** An init-param of the filter, and nowhere else: nothing outside may weaken one mapping. */
    FILTER,
    /** A setting of the security scheme that filters share by its name. */
    SCHEME,
    /** One value for the whole application. */
    SHARED
  }

  /** The prefix of system properties and context-params. */
  public static final String PREFIX = "bearer.";

  /** The prefix of environment variables. */
  public static final String ENVIRONMENT_PREFIX = "SERVLET_BEARER_";

  private final String key;
  private final Place place;
  private final ValueParser<T> parser;
  private final @Nullable String defaultText;
  private final @Nullable T defaultValue;
  private final @Nullable Setting<T> other;
  private final String sentence;

  private Setting(
      String key,
      Place place,
      ValueParser<T> parser,
      @Nullable String defaultText,
      @Nullable Setting<T> other,
      String sentence) {
    this.key = key;
    this.place = place;
    this.parser = parser;
    this.defaultText = defaultText;
    this.defaultValue = defaultText == null ? parser.empty() : parser.parse(defaultText);
    this.other = other;
    this.sentence = sentence;
  }

  private static <T> Setting<T> filter(
      String key, ValueParser<T> parser, @Nullable String defaultText, String sentence) {
    return add(new Setting<>(key, Place.FILTER, parser, defaultText, null, sentence));
  }

  private static <T> Setting<T> scheme(String key, ValueParser<T> parser, String sentence) {
    return add(new Setting<>(key, Place.SCHEME, parser, null, null, sentence));
  }

  private static <T> Setting<T> shared(
      String key, ValueParser<T> parser, @Nullable String defaultText, String sentence) {
    return add(new Setting<>(key, Place.SHARED, parser, defaultText, null, sentence));
  }

  /** One whose default is the value of another. */
  private static <T> Setting<T> sharedOr(
      String key, ValueParser<T> parser, Setting<T> other, String sentence) {
    return add(new Setting<>(key, Place.SHARED, parser, null, other, sentence));
  }

  private static <T> Setting<T> add(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }

  /** All settings, in the order of their declaration. */
  public static List<Setting<?>> all() {
    return Collections.unmodifiableList(ALL);
  }

  /** The setting of this name, or null. */
  public static @Nullable Setting<?> byKey(String key) {
    for (Setting<?> setting : ALL) {
      if (setting.key.equals(key)) {
        return setting;
      }
    }
    return null;
  }

  /** The name of the init-param. */
  public String key() {
    return key;
  }

  /** Where the setting may stand. */
  public Place place() {
    return place;
  }

  /** How its value is read and written. */
  public ValueParser<T> parser() {
    return parser;
  }

  /** The default as it would be written, or null where the sentence explains it. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** What it means when it is not set, or null where that depends on other things. */
  @Nullable T defaultValue() {
    return defaultValue;
  }

  /** The setting whose value is the default of this one, or null. */
  @Nullable Setting<T> other() {
    return other;
  }

  /** What it does, in Markdown. */
  public String sentence() {
    return sentence;
  }

  /** The name of the system property and of the context-param. */
  public String propertyName() {
    return PREFIX + key;
  }

  /** The name of the environment variable: {@code accessTokenLifetime} in upper snake case. */
  public String environmentName() {
    StringBuilder name = new StringBuilder(ENVIRONMENT_PREFIX);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      name.append(Character.isUpperCase(c) ? "_" : "").append(Character.toUpperCase(c));
    }
    return name.toString();
  }

  @Override
  public String toString() {
    return key;
  }
}
