// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.config;

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
          + " endpoint), `presence` (any token at all, for first steps only), or the name of a"
          + " class that implements `TokenVerifier`; several are asked in their order."),
  REQUIRED_SCOPES(
      "requiredScopes",
      Place.FILTER,
      Form.SCOPE_RULE,
      null,
      "The scopes that a token needs, all of them; by method if wanted: `GET: items:read; *:"
          + " items:write`. A rule by method needs `*`; the rule for GET binds HEAD."),
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
          + " everything below (`/api/open/*`)."),
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
      "Where the docs page posts the login form, relative to the context path or absolute;"
          + " default: where the companion servlet's `token` is mapped."),
  REFRESH_URL(
      "refreshUrl",
      Place.SCHEME,
      Form.URL_REFERENCE,
      null,
      "Where tokens are refreshed, as the OpenAPI document tells it."),
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
          + " default: the `security-role`s of web.xml, the roles of `scopeMapping`, and every"
          + " scope that a filter requires or the catalogue names."),
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
      "Whether the token endpoint refuses passwords that come over plain HTTP from another"
          + " machine."),
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
          + " `*.jsp` is all JSPs; `\"\"` is the context root where a servlet is mapped to it; `/*`"
          + " is everything. The companion servlet's endpoints need not be named."),
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
