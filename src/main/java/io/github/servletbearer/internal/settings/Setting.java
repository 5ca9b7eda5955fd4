// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is: name, where it may stand, form, default, and one sentence. The page
 * {@code docs/configuration.md} is generated from here.
 */
public enum Setting {
  VERIFY(
      "verify",
      Place.FILTER,
      Form.LIST,
      "issued",
      "Who decides whether a token is good: `issued` (the tokens of this application's own token"
          + " endpoint), `jwks` (an identity provider's JWTs, by its keys), `introspection` (an"
          + " identity provider's word on each token), `presence` (any token at all, for first"
          + " steps only), or the name of a class that implements `TokenVerifier`; several are"
          + " asked in their order."),
  REQUIRED_SCOPES(
      "requiredScopes",
      Place.FILTER,
      Form.SCOPE_RULE,
      null,
      "The scopes that a token needs, all of them; by method if wanted: `GET: items:read; *:"
          + " items:write`. A rule by method needs `*`; the rule for GET binds HEAD; a method in other letters"
          + " (`delete`) needs all scopes of the rule."),
  AUTO_ERROR(
      "autoError",
      Place.FILTER,
      Form.BOOLEAN,
      "true",
      "`false` lets a request without credentials through, without the attribute; bad credentials"
          + " are refused all the same."),
  ATTRIBUTE(
      "attribute",
      Place.FILTER,
      Form.NAME,
      "token",
      "The request attribute that carries the token's text."),
  EXCLUDE(
      "exclude",
      Place.FILTER,
      Form.PATTERNS,
      null,
      "Paths below the context path that this filter lets through: exact (`/api/status`) or with"
          + " everything below (`/api/open/*`). A folder's welcome file needs its own path (`/index.html`)."),
  SCHEME_NAME(
      "schemeName",
      Place.FILTER,
      Form.NAME,
      "OAuth2PasswordBearer",
      "The name of the security scheme in the OpenAPI document; filters that name the same scheme"
          + " must agree in its settings."),

  TOKEN_URL(
      "tokenUrl",
      Place.SCHEME,
      Form.URL_REFERENCE,
      null,
      "Where clients ask for tokens, relative to the context path or absolute: where the docs page"
          + " posts the login form, or the identity provider's token endpoint. Default, for"
          + " `password` and `clientCredentials`: where the companion servlet's `token` is mapped."),
  REFRESH_URL(
      "refreshUrl",
      Place.SCHEME,
      Form.URL_REFERENCE,
      null,
      "Where tokens are refreshed, as the OpenAPI document tells it; the docs page renews its token"
          + " there. Default, for `password` at our own token endpoint with `refreshTokenLifetime`:"
          + " there."),
  SCOPES(
      "scopes",
      Place.SCHEME,
      Form.MAP,
      null,
      "The catalogue of scopes with a description each: `items:read = Read items; admin = Do"
          + " everything`."),
  DESCRIPTION(
      "description",
      Place.SCHEME,
      Form.TEXT,
      null,
      "What the OpenAPI document says of the scheme."),
  SCHEME(
      "scheme",
      Place.SCHEME,
      Form.SCHEME,
      null,
      "How clients come by tokens, as the document tells it: `password` (from `tokenUrl`, by user"
          + " name and password), `authorizationCode` (by a log-in at an identity provider, with"
          + " PKCE on the docs page), `clientCredentials` (from `tokenUrl`, by a client for itself),"
          + " `openIdConnect` (the document names the provider; on the docs"
          + " page one pastes a token) or `http` (the document does not say; likewise). Default:"
          + " what the addresses speak of, and what our own token endpoint offers."),
  AUTHORIZATION_URL(
      "authorizationUrl",
      Place.SCHEME,
      Form.URL_REFERENCE,
      null,
      "Where people log in at the identity provider; `authorizationCode` needs it, and `tokenUrl`"
          + " with it. The provider must know the address of the docs page with"
          + " `/oauth2-redirect.html` behind it as redirect URI, and answer the page's origin by"
          + " CORS at its token endpoint."),
  OPEN_ID_CONNECT_URL(
      "openIdConnectUrl",
      Place.SCHEME,
      Form.URL,
      null,
      "The provider's discovery document, which ends in `/.well-known/openid-configuration` as a"
          + " rule; `openIdConnect` needs it."),
  CLIENT_ID(
      "clientId",
      Place.SCHEME,
      Form.ASCII_TEXT,
      null,
      "The public client, one without a secret, as which the docs page asks for tokens with"
          + " `authorizationCode`; without it, whoever logs in types one."),

  REALM(
      "realm",
      Place.SHARED,
      Form.ASCII_TEXT,
      null,
      "The realm in `WWW-Authenticate`; default: the title."),
  USERS(
      "users",
      Place.SHARED,
      Form.USERS,
      "container",
      "Who checks user name and password: `container` (its own realm, through `request.login`),"
          + " `file:/path` (a file of names, password hashes and roles, see"
          + " [users in a file](users-file.md)), or the name of a class that implements"
          + " `UserAuthenticator`."),
  ROLES(
      "roles",
      Place.SHARED,
      Form.LIST,
      null,
      "The roles to ask the container's realm for at a login, since no servlet can list them;"
          + " default: the `security-role`s of web.xml and the roles of its"
          + " `security-constraint`s, the roles of `scopeMapping`, and every scope that a filter"
          + " requires or the catalogue names."),
  SCOPE_MAPPING(
      "scopeMapping",
      Place.SHARED,
      Form.MAP,
      null,
      "Which scopes a role gives: `clerk = items:read; boss = items:read items:write`; default:"
          + " each role gives the scope of its own name."),
  ACCESS_TOKEN_LIFETIME(
      "accessTokenLifetime",
      Place.SHARED,
      Form.DURATION,
      "15m",
      "How long an access token is good, 1s to 365d."),
  TOKEN_FORMAT(
      "tokenFormat",
      Place.SHARED,
      Form.TOKEN_FORMAT,
      "opaque",
      "What the token endpoint issues: `opaque` tokens, which only this server knows, or `jwt`:"
          + " signed ones (RFC 9068), which everybody can verify who has `jwks.json`."),
  SIGNING_KEY(
      "signingKey",
      Place.SHARED,
      Form.REFERENCES,
      null,
      "Where the keys for `tokenFormat=jwt` are: each a JWK, a JWK set, a PEM file or a keystore"
          + " (PKCS 12, JKS). The first key signs, all verify, so that one can follow another."),
  SIGNING_KEY_PASSWORD(
      "signingKeyPassword",
      Place.SHARED,
      Form.REFERENCE,
      null,
      "Where the password of the keystores is that `signingKey` names."),
  ISSUER(
      "issuer",
      Place.SHARED,
      Form.ISSUER,
      null,
      "The `iss` of the tokens that `tokenFormat=jwt` issues; never taken from a request."),
  AUDIENCE(
      "audience",
      Place.SHARED,
      Form.NAME,
      null,
      "The `aud` of the tokens that `tokenFormat=jwt` issues, and that they must have to be taken;"
          + " default: the issuer."),
  JWKS_ISSUER(
      "jwksIssuer",
      Place.SHARED,
      Form.ISSUER,
      null,
      "The identity provider of `verify=jwks`: the `iss` that its tokens must have, to the letter."),
  JWKS_AUDIENCE(
      "jwksAudience",
      Place.SHARED,
      Form.LIST,
      null,
      "The names that the provider has for this application: a token's `aud` must hold one."),
  JWKS_URI(
      "jwksUri",
      Place.SHARED,
      Form.URL,
      null,
      "Where the provider's keys are; default: as its metadata says, which is looked for below"
          + " `jwksIssuer`."),
  JWKS_ALGORITHMS(
      "jwksAlgorithms",
      Place.SHARED,
      Form.ALGORITHMS,
      "RS256 ES256 ES384 ES512 EdDSA PS256",
      "The signature algorithms that are taken from the provider. A key that names none gets the"
          + " first that fits it; the token is never asked."),
  JWKS_MAX_AGE(
      "jwksMaxAge",
      Place.SHARED,
      Form.DURATION,
      "15m",
      "How old the provider's keys become before they are asked for again: a key that it has"
          + " removed is refused after that time at the latest."),
  JWKS_STALE_IF_ERROR(
      "jwksStaleIfError",
      Place.SHARED,
      Form.DURATION,
      "1h",
      "How much longer known keys are used while the provider cannot be reached; then its tokens"
          + " are answered 503."),
  INTROSPECTION_URI(
      "introspectionUri",
      Place.SHARED,
      Form.URL,
      null,
      "Where `verify=introspection` asks about a token (RFC 7662)."),
  INTROSPECTION_CLIENT_ID(
      "introspectionClientId", Place.SHARED, Form.NAME, null, "The client by which it asks."),
  INTROSPECTION_CLIENT_SECRET(
      "introspectionClientSecret",
      Place.SHARED,
      Form.REFERENCE,
      null,
      "Where that client's secret is."),
  INTROSPECTION_ISSUER(
      "introspectionIssuer",
      Place.SHARED,
      Form.ISSUER,
      null,
      "The `iss` that answers must have; default: any, or none."),
  INTROSPECTION_AUDIENCE(
      "introspectionAudience",
      Place.SHARED,
      Form.LIST,
      null,
      "Names of this application, of which the `aud` of an answer must hold one; default: any, or"
          + " none. Set it where the provider has tokens for other applications, too."),
  INTROSPECTION_CACHE_LIFETIME(
      "introspectionCacheLifetime",
      Place.SHARED,
      Form.DURATION_OR_OFF,
      "30s",
      "How long the provider's word on a good token is believed: a token that it has revoked is"
          + " refused after that time at the latest. `off` asks at each request."),
  USER_CLAIM(
      "userClaim",
      Place.SHARED,
      Form.NAME,
      "sub",
      "The claim of a provider's token that `getRemoteUser` answers, such as"
          + " `preferred_username`; `sub` must be there all the same."),
  SCOPE_CLAIMS(
      "scopeClaims",
      Place.SHARED,
      Form.LIST,
      "scope, scp",
      "The claims of a provider's token that hold scopes; a name or a path, as in"
          + " `realm_access.roles`."),
  ROLE_CLAIMS(
      "roleClaims",
      Place.SHARED,
      Form.LIST,
      "roles, realm_access.roles",
      "The claims of a provider's token that hold the roles for `isUserInRole`; a name or a path."),
  CLOCK_SKEW(
      "clockSkew",
      Place.SHARED,
      Form.CLOCK_SKEW,
      "30s",
      "By how much the clocks of issuer and this server may differ, `0s` to `120s`."),
  MAX_CACHED_TOKENS(
      "maxCachedTokens",
      Place.SHARED,
      Form.COUNT,
      "10000",
      "How many verified tokens of identity providers, and JWTs of our own, are remembered so that"
          + " their signature is not computed again."),
  REFRESH_TOKEN_LIFETIME(
      "refreshTokenLifetime",
      Place.SHARED,
      Form.DURATION_OR_OFF,
      "off",
      "How long after its login a client may go on asking for new tokens without the password, at"
          + " most: with each login it gets a refresh token, good once, for the next one."),
  REFRESH_TOKEN_IDLE_LIFETIME(
      "refreshTokenIdleLifetime",
      Place.SHARED,
      Form.DURATION,
      null,
      "How long a refresh token is good that nobody uses; default: `refreshTokenLifetime`."),
  GRANTS(
      "grants",
      Place.SHARED,
      Form.GRANTS,
      "password refresh_token client_credentials",
      "The ways to get a token that may be offered. `refresh_token` needs `refreshTokenLifetime`,"
          + " `client_credentials` needs `clients`; without `password` nobody logs in here."),
  CLIENTS(
      "clients",
      Place.SHARED,
      Form.FILE,
      null,
      "The file of clients with a secret of their own, one a line:"
          + " `id:hash:grants:scopes`; see [clients](clients.md)."),
  PASSWORD_GRANT_CLIENTS(
      "passwordGrantClients",
      Place.SHARED,
      Form.PASSWORD_GRANT_CLIENTS,
      "any",
      "Who may ask for tokens by the password grant: `any` client, which is what frontends and the"
          + " docs page need, or `authenticated`: those of `clients` alone, by their secret, so that"
          + " each gets no more than the scopes of its line. See"
          + " [clients](clients.md#the-password-grant-for-clients-with-a-secret-alone)."),
  MAX_TOKENS(
      "maxTokens",
      Place.SHARED,
      Form.COUNT,
      "100000",
      "How many live tokens the memory holds; when it is full, new logins get 503 and nobody is"
          + " logged out."),
  MAX_TOKENS_PER_USER(
      "maxTokensPerUser",
      Place.SHARED,
      Form.COUNT,
      "20",
      "How many live tokens one user holds; one more ends that user's oldest."),
  LOGIN_FAILURES(
      "loginFailures",
      Place.SHARED,
      Form.COUNT,
      "4",
      "After how many failed logins of one user name from one address that pair is answered 429;"
          + " keep it below the realm's own lock-out."),
  LOGIN_FAILURES_PER_ADDRESS(
      "loginFailuresPerAddress",
      Place.SHARED,
      Form.COUNT,
      "40",
      "After how many failed logins from one address, whatever the user name, it is answered 429."),
  LOGIN_WINDOW(
      "loginWindow", Place.SHARED, Form.DURATION, "5m", "For how long a failed login counts."),
  REQUIRE_HTTPS(
      "requireHttps",
      Place.SHARED,
      Form.BOOLEAN,
      "true",
      "Whether passwords over plain HTTP from another machine are refused, and identity providers"
          + " on another machine must be reached over https."),
  CORS_ALLOWED_ORIGINS(
      "corsAllowedOrigins",
      Place.SHARED,
      Form.ORIGINS,
      null,
      "The origins, exactly as the browser sends them, whose pages may call covered paths and the"
          + " token endpoint: `https://app.example.com`."),
  DOCS(
      "docs",
      Place.SHARED,
      Form.SWITCH,
      "on",
      "`off` answers 404 for the docs page and the OpenAPI document."),
  OPEN_PATHS(
      "openPaths",
      Place.SHARED,
      Form.URL_PATTERNS,
      null,
      "What is meant to be open. When it is set, anything else that no filter of ours protects stops"
          + " the deployment. `/` is what the container's default servlet serves, files that is;"
          + " `*.jsp` is all JSPs, and what else the container runs as pages; `\"\"` is the context root where a servlet is mapped to it; `/*`"
          + " is everything. The companion servlet's endpoints need not be named."),
  PASS_THROUGH_FILTERS(
      "passThroughFilters",
      Place.SHARED,
      Form.LIST,
      null,
      "Names of the application's other filters that are known to hand on every request to what"
          + " ours cover and to our endpoints, such as those that set an encoding or write a log. A"
          + " filter that comes before ours, or sees an endpoint, is trusted by this word alone;"
          + " better is to map ours first. See [security](security.md#other-filters)."),
  PUBLIC_PARAMS(
      "publicParams",
      Place.SHARED,
      Form.LIST,
      null,
      "Names of `context-param`s and `init-param`s of web.xml whose values are public though their"
          + " names look like those of secrets, such as `GoogleMapsApiKey`: `check` does not report"
          + " them ([SB305](troubleshooting.md#sb305)). The running application does not use it."),
  STRICT_PATHS(
      "strictPaths",
      Place.SHARED,
      Form.SWITCH,
      "on",
      "Whether every request whose path can be read in two ways is refused (400) before any filter"
          + " runs, since it may get around a filter. See"
          + " [security](security.md#paths-that-can-be-read-in-two-ways)."),
  DOCUMENT_SERVLETS(
      "documentServlets",
      Place.SHARED,
      Form.LIST,
      null,
      "Names of open servlets without annotations that the document shall list all the same."),
  TITLE(
      "title",
      Place.SHARED,
      Form.TEXT,
      null,
      "The title of the document; default: that of `@OpenAPIDefinition`, else the display-name."),
  VERSION(
      "version",
      Place.SHARED,
      Form.TEXT,
      "1.0.0",
      "The version of the application's API, as the document tells it."),
  OPENAPI_VERSION(
      "openapiVersion",
      Place.SHARED,
      Form.OPENAPI_VERSION,
      "3.0.3",
      "The version of the OpenAPI Specification that the document follows: `3.0.3` or `3.1.0`."),
  PUBLIC_URL(
      "publicUrl",
      Place.SHARED,
      Form.URL,
      null,
      "The application's address as clients outside see it; makes `servers` and `tokenUrl` of the"
          + " document absolute, for generated clients and gateways.");

  /** Where a setting may stand. */
  public enum Place {
    /** An init-param of the filter, and nowhere else: nothing outside may weaken one mapping. */
    FILTER,
    /** A setting of the security scheme that filters share by its name. */
    SCHEME,
    /** One value for the whole application. */
    SHARED
  }

  /** How a value is written. */
  public enum Form {
    BOOLEAN("`true` or `false`"),
    SWITCH("`on` or `off`"),
    COUNT("a whole number, 1 to 10000000"),
    DURATION("a duration: `30s`, `15m`, `12h` or `30d`"),
    DURATION_OR_OFF("a duration, or `off`"),
    CLOCK_SKEW("a duration, `0s` to `120s`"),
    NAME("one word"),
    USERS("`container`, `file:` and an absolute path, or the name of a class"),
    TEXT("text"),
    ASCII_TEXT("printable ASCII text"),
    LIST("a list, by commas or blanks"),
    MAP("a map: `name = value; other = value`"),
    PATTERNS("a list of url-patterns, exact or ending in `/*`"),
    URL_PATTERNS("a list of url-patterns: `/path`, `/prefix/*`, `*.ext`, `/` or `/*`"),
    SCOPE_RULE("a list of scopes, or `METHOD: scopes; *: scopes`"),
    ORIGINS("a list of origins: `https://host` or `https://host:port`"),
    URL("an absolute URL: `https://host/path`"),
    URL_REFERENCE("a URL, relative or absolute"),
    ISSUER("an issuer: `https://host/path`, to the letter"),
    ALGORITHMS("a list of RS256, ES256, EdDSA and others of RFC 7518 3.1, none of them symmetric"),
    TOKEN_FORMAT("`opaque` or `jwt`"),
    GRANTS("a list of `password`, `refresh_token`, `client_credentials`"),
    PASSWORD_GRANT_CLIENTS("`any` or `authenticated`"),
    FILE("a file: `file:/path`"),
    REFERENCE("where a secret is: `file:/path`, `env:NAME` or `jndi:name`"),
    REFERENCES("a list of references: `file:/path`, `env:NAME` or `jndi:name`"),
    SCHEME("`password`, `authorizationCode`, `clientCredentials`, `openIdConnect` or `http`"),
    OPENAPI_VERSION("`3.0.3` or `3.1.0`");

    private final String sentence;

    Form(String sentence) {
      this.sentence = sentence;
    }

    /** The form in words. */
    public String sentence() {
      return sentence;
    }
  }

  /** The prefix of system properties and context-params. */
  static final String PREFIX = "bearer.";

  /** The prefix of environment variables. */
  static final String ENVIRONMENT_PREFIX = "SERVLET_BEARER_";

  private final String key;
  private final Place place;
  private final Form form;
  private final @Nullable String defaultValue;
  private final String sentence;

  Setting(String key, Place place, Form form, @Nullable String defaultValue, String sentence) {
    this.key = key;
    this.place = place;
    this.form = form;
    this.defaultValue = defaultValue;
    this.sentence = sentence;
  }

  /** The name of the init-param. */
  public String key() {
    return key;
  }

  /** Where the setting may stand. */
  public Place place() {
    return place;
  }

  /** How its value is written. */
  public Form form() {
    return form;
  }

  /** The default as it would be written, or null where the sentence tells it. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /**
   * Whether it leads to a secret: it must be a reference, and a value that is none may be the
   * secret itself, so that it is never printed.
   */
  public boolean isSecret() {
    return form == Form.REFERENCE || form == Form.REFERENCES;
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
    return ENVIRONMENT_PREFIX + key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  static @Nullable Setting byKey(String key) {
    for (Setting setting : values()) {
      if (setting.key.equals(key)) {
        return setting;
      }
    }
    return null;
  }
}
