// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * The command line of the drop-in JAR: checks a web application without running it, and makes
 * password hashes and keys. Nothing here touches a class of the Servlet API, which is not there.
 */
package io.github.servletbearer.internal.cli;
