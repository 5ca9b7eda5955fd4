// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * The black-box suite: real servers, talked to over HTTP alone, and the kit that starts them.
 *
 * <p>A {@link io.github.servletbearer.it.ServerSpec} names web applications, each a {@link
 * io.github.servletbearer.it.WebApp} or a WAR, and starts a {@link
 * io.github.servletbearer.it.Container}: the real thing, in a process of its own, on a free port of
 * 127.0.0.1. Most tests share one server and get it as a parameter ({@link
 * io.github.servletbearer.it.SharedServer}). {@link io.github.servletbearer.it.Http} talks to one
 * application, through the JDK's client or in bytes as given; {@link
 * io.github.servletbearer.it.Refusals} says once what each refusal looks like.
 *
 * <p>The kinds of servers are in the package {@code server}: another one is one more class that
 * implements {@code Container}, and one line in {@code Servers}; no test changes. The servlets of
 * the test applications are in the package {@code app} and know nothing of ours.
 *
 * <p>Tests of {@code verify=jwks} and {@code verify=introspection} have {@link
 * io.github.servletbearer.it.Keycloak} beside it, a real identity provider.
 *
 * <p>The number in front of a test's display name is the rule of the security checklist that it
 * holds.
 */
package io.github.servletbearer.it;
