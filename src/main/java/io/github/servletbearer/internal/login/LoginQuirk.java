// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

/** What a container's own login does besides logging in. */
public enum LoginQuirk {
  /** A logout ends the session of the request, with all that the application keeps in it. */
  LOGOUT_ENDS_SESSION,

  /** The session cookie is no header of the response before that is committed. */
  HIDES_SESSION_COOKIE,

  /** A login takes user name and password from an Authorization header, where there is one. */
  PREFERS_AUTHORIZATION
}
