// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.problem;

/**
 * The closed catalogue of problems, at the start and on the command line. Codes are stable; each
 * has its anchor in {@code docs/troubleshooting.md}.
 */
public enum ProblemCode {
  /** A setting by this name does not exist. */
  UNKNOWN_SETTING("SB101"),
  /** A value that its form does not allow. */
  BAD_VALUE("SB102"),
  /** Two components give one shared setting different values. */
  CONTRADICTION("SB103"),
  /** A placeholder that the container did not expand. */
  UNEXPANDED_PLACEHOLDER("SB104"),
  /** A setting in a place where it may not stand. */
  WRONG_PLACE("SB105"),
  /** A class that cannot be loaded, or is of the wrong kind. */
  BAD_CLASS("SB106"),
  /** A file that a setting names and that cannot be used. */
  BAD_FILE("SB107"),
  /** A secret or key that is not where a setting says, or cannot be used. */
  BAD_SECRET("SB108"),
  /** A database for tokens that is not there, or cannot be used. */
  BAD_STORE("SB109"),
  /** A hand-written OpenAPI document that cannot be merged into ours. */
  BAD_OPENAPI_FILE("SB110"),

  /** verify=issued, and no token endpoint that could issue. */
  NO_TOKEN_ENDPOINT("SB201"),
  /** The companion servlet is mapped to something that is no endpoint of it. */
  BAD_ENDPOINT("SB202"),
  /** Another servlet is mapped beside an endpoint, where a filter would let it through. */
  ENDPOINT_TAKEN("SB203"),
  /** A filter that is mapped to nothing, or sees no request from outside. */
  FILTER_SEES_NOTHING("SB204"),
  /** requiredScopes together with verify=presence. */
  SCOPES_WITHOUT_VERIFICATION("SB205"),
  /** Settings that need each other and do not fit. */
  SETTINGS_DISAGREE("SB206"),
  /** A bearer filter or companion servlet that the container does not list. */
  NOT_REGISTERED("SB207"),
  /** web.xml that cannot be read. */
  UNREADABLE_WEB_XML("SB208"),
  /** Something is open that {@code openPaths} does not name. */
  OPEN_PATH("SB209"),
  /** A setting that another one needs. */
  SETTING_MISSING("SB210"),
  /** A setting that needs a library which is not on the class path. */
  LIBRARY_MISSING("SB211"),
  /** Another spelling of a path can get around a filter, and nothing refuses it. */
  PATHS_NOT_STRICT("SB212"),
  /** The start itself failed, by an exception that nothing expects. */
  START_FAILED("SB213"),

  /** Another filter may answer before a bearer filter has judged. */
  FILTER_AHEAD("SB214"),
  /** Another filter may answer at an endpoint of the companion servlet. */
  ENDPOINT_BEHIND_FILTER("SB215"),
  /** A CORS filter of the application that cannot work beside a bearer filter. */
  CORS_FILTER("SB216"),
  /** web.xml names a class in our package that is not there. */
  NO_SUCH_CLASS("SB217"),
  /** A filter that gives answers to a token, or tokens, to others. */
  KEPT_ANSWERS("SB218"),
  /** A descriptor of the server that leads to servlets past filters. */
  SERVER_DESCRIPTOR("SB219"),

  /** A security-constraint that asks for a login before our filter runs. */
  SECURITY_CONSTRAINT("SB301"),
  /** A relaxation that is fit for first steps, not for production. */
  RELAXATION("SB302"),
  /** A filter that a forward, an include or an async dispatch of its path misses. */
  DISPATCH_UNSEEN("SB303"),
  /** Servlets or filters that are declared where they cannot be read. */
  DECLARED_ELSEWHERE("SB304"),
  /** A parameter of web.xml that holds a secret itself instead of naming where it is. */
  SECRET_IN_CLEAR("SB305"),
  /** An application for another name of the Servlet API, javax or jakarta, than its parts. */
  OTHER_NAMESPACE("SB306"),
  /** A filter that refuses nothing. */
  REPORT_ONLY("SB307"),
  /** A covered servlet that others may call by its name, past filters on url-patterns. */
  NAMED_DISPATCH("SB310"),
  /** Nothing names the roles for which the container's realm is asked. */
  ROLES_UNKNOWN("SB311"),

  /** A command line that is not as it must be. */
  BAD_COMMAND("SB401"),
  /** A web application archive that cannot be read, or a file that cannot be written. */
  UNREADABLE_FILE("SB402"),
  /** A web application that Servlet Bearer cannot be added to. */
  NOT_ADDED("SB403"),

  /** A running application that differs from its report. */
  ANSWER_DIFFERS("SB501"),
  /** A running application that cannot be asked, so that nothing is proved. */
  NOT_ASKED("SB502");

  private final String code;

  ProblemCode(String code) {
    this.code = code;
  }

  /** The stable code, {@code SB101}. */
  public String code() {
    return code;
  }

  /** Where the documentation explains it. */
  public String link() {
    return "docs/troubleshooting.md#" + code.toLowerCase(java.util.Locale.ROOT);
  }
}
