// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests each example from a running application: as it is, with a token that was never issued,
 * and in other spellings. It sends GET and a method that no servlet implements, no body, and no
 * credentials. Not thread-safe.
 *
 * <p>It speaks HTTP by the project's own client, since the JDK's clients normalise what they send,
 * or refuse it: no {@code //}, no {@code \}, no method {@code PROBE}. An application may send
 * everything unknown to its login page; so where a spelling gets something other than a refusal,
 * the same spelling of a path that does not exist is asked, too: equal answers say nothing about
 * the protected path.
 */
public final class Probe {
  private static final String GET = "GET";

  /** A token (RFC 9110 9.1) that names no method. */
  private static final String NO_METHOD = "PROBE";

  private static final String NO_TOKEN = "Bearer probe-not-a-token";

  /** A segment that spellings lead through and out of again. */
  private static final String NOWHERE = "nowhere";

  private final Examples examples;
  private final BaseUrl address;
  private final Requests requests;
  private final Differences differences = new Differences();
  private final List<String> notes = new ArrayList<>();
  private final Set<Example> strange = new HashSet<>();
  private final Set<String> spelled = new HashSet<>();
  private final Map<String, ProbeResponse> controls = new HashMap<>();
  private int refusals = 0;
  private int notSent = 0;
  private boolean plainCut = false;
  private boolean documentSeen = false;
  private @Nullable ProbeResponse methodStopped = null;

  private Probe(Examples examples, BaseUrl address, Requests requests) {
    this.examples = examples;
    this.address = address;
    this.requests = requests;
  }

  /**
   * Sends the requests, which takes as long as the limits say.
   *
   * @return the differences
   */
  public static ProbeResult run(Examples examples, BaseUrl address, Limits limits) {
    try (Requests requests = new Requests(address, limits)) {
      Probe probe = new Probe(examples, address, requests);
      StoppedException stopped = null;
      try {
        probe.document();
        probe.plain();
        probe.tokens();
        probe.spellings();
      } catch (StoppedException e) {
        stopped = e;
      }
      return probe.result(stopped);
    }
  }

  /** It shows that this is the application, and whether the method arrives. */
  private void document() throws StoppedException {
    String path = examples.document();
    if (path == null) {
      return;
    }
    String target = target(path);
    ProbeResponse answer = requests.send(GET, target, null);
    documentSeen = answer != null && answer.isDocument();
    if (!documentSeen) {
      notes.add(target + " is not the document: " + text(answer) + ".");
      return;
    }
    ProbeResponse refused = requests.send(NO_METHOD, target, null);
    if (refused != null && refused.isClientError() && !refused.isCompanionsRefusal()) {
      methodStopped = refused;
    }
  }

  private void plain() throws StoppedException {
    plain(GET);
    plain(NO_METHOD);
    plainCut = notSent > 0;
    if (methodStopped != null) {
      notes.add(
          String.format(
              "The method %s is refused before the application (%s): only GET is proved.",
              NO_METHOD, methodStopped.text()));
    }
  }

  private void plain(String method) throws StoppedException {
    for (Example example : examples.all()) {
      if (example.refusesNoToken(method)) {
        plain(example, method);
      }
    }
  }

  private void plain(Example example, String method) throws StoppedException {
    if (isLimitReached()) {
      return;
    }
    ProbeResponse answer = requests.send(method, target(example.path()), null);
    ProbeResponse stopped = methodStopped;
    boolean isStopped =
        stopped != null
            && answer != null
            && method.equals(NO_METHOD)
            && answer.status() == stopped.status();
    if (answer != null && answer.isNotAuthenticated()) {
      refusals++;
      requireNoStore(example, method, answer);
    } else if (!isStopped) {
      boolean closed = answer != null && answer.status() == 503 && answer.isOurJson();
      strange.add(example);
      add(closed ? Difference.CLOSED : Difference.UNJUDGED, example, method, answer);
    }
  }

  private void requireNoStore(Example example, String method, ProbeResponse answer) {
    if (!answer.isNoStore()) {
      String sent = target(example.path());
      String header = answer.header("Cache-Control");
      String text = header == null ? "401 without Cache-Control" : "401, another Cache-Control";
      differences.add(Difference.CACHEABLE, example.path(), method, sent, text);
    }
  }

  /** Once for each set of filters, where the token is refused and no servlet runs. */
  private void tokens() throws StoppedException {
    Set<Set<String>> done = new HashSet<>();
    for (Example example : examples.all()) {
      boolean isNew = example.refusesBadToken() && !strange.contains(example);
      if (isNew && done.add(example.filterNames()) && !isLimitReached()) {
        ProbeResponse answer = requests.send(GET, target(example.path()), NO_TOKEN);
        if (answer != null && answer.isInvalidToken()) {
          refusals++;
        } else {
          boolean lost = answer != null && answer.isNotAuthenticated();
          String text = lost ? "401 as without a token" : text(answer);
          Difference difference = lost ? Difference.TOKEN_LOST : Difference.TOKEN;
          differences.add(difference, example.path(), GET, "Authorization: " + NO_TOKEN, text);
        }
      }
    }
  }

  private void spellings() throws StoppedException {
    for (Spelling spelling : Spelling.list()) {
      spelled(spelling, GET);
    }
    for (Spelling spelling : Spelling.list()) {
      if (spelling.isFirst() && methodStopped == null) {
        spelled(spelling, NO_METHOD);
      }
    }
  }

  private void spelled(Spelling spelling, String method) throws StoppedException {
    for (Example example : examples.all()) {
      String target = example.refusesNoToken(method) ? spell(spelling, example.path()) : null;
      boolean isNew = target != null && !strange.contains(example) && !isOpenByReport(target);
      if (target != null && isNew && spelled.add(method + target) && !isLimitReached()) {
        ProbeResponse answer = requests.send(method, target, null);
        if (answer == null || answer.isFailure()) {
          requireAlive(example);
        }
        boolean isRefused = answer != null && isRefusal(answer, example);
        if (!isRefused && !isLikeNowhere(answer, spelling, method, example)) {
          differences.add(Difference.SPELLING, example.path(), method, target, text(answer));
        }
      }
    }
  }

  /** Some servers drop a connection for an odd target: a refusal, if they still answer others. */
  private void requireAlive(Example example) throws StoppedException {
    if (!isLimitReached()) {
      requests.send(GET, target(example.path()), null);
    }
  }

  private boolean isRefusal(ProbeResponse answer, Example example) {
    if (answer.isRedirect()) { // to the plain spelling, as proxies do that tidy up
      String location = String.valueOf(answer.header("Location")).replace(address.origin(), "");
      String plain = target(example.path());
      return location.equals(plain) || location.equals(plain + "/");
    }
    int status = answer.status();
    return answer.isNotAuthenticated() || status == 400 || status == 404 || status == 414;
  }

  /** Whether a path that does not exist gets the same answer in the same spelling. */
  private boolean isLikeNowhere(
      @Nullable ProbeResponse answer, Spelling spelling, String method, Example example)
      throws StoppedException {
    String path = example.path().replaceAll("[^/]+", NOWHERE);
    String target = spell(spelling, path);
    if (target == null) {
      return false;
    }
    ProbeResponse control = controls.get(method + target);
    if (control == null && !isLimitReached()) {
      control = requests.send(method, target, null);
      if (control != null) {
        controls.put(method + target, control);
      }
    }
    if (control == null || answer == null) {
      return control == null && answer == null;
    }
    if (control.status() != answer.status()) {
      return false;
    }
    return answer.isClientError() || examples.isOpen(path) && answer.isLike(control);
  }

  /** Whether another servlet, which is open as reported, has this very path. */
  private boolean isOpenByReport(String target) {
    String path = Reading.of(target);
    String context = Reading.of(address.contextPath() + "/x");
    context = context.substring(0, context.length() - 2);
    return path.startsWith(context + "/")
        && examples.isOpenServlet(path.substring(context.length()));
  }

  private @Nullable String spell(Spelling spelling, String path) {
    return spelling.write(address.contextPath(), Reading.encoded(path));
  }

  private String target(String path) {
    return address.contextPath() + Reading.encoded(path);
  }

  private boolean isLimitReached() {
    if (requests.maySend()) {
      return false;
    }
    notSent++;
    return true;
  }

  private void add(
      Difference difference, Example example, String method, @Nullable ProbeResponse answer) {
    String path = example.path();
    differences.add(difference, path, method, target(path), text(answer));
  }

  private static String text(@Nullable ProbeResponse answer) {
    return answer == null ? "no answer" : answer.text();
  }

  private ProbeResult result(@Nullable StoppedException stopped) {
    Problems problems = new Problems();
    if (stopped != null) {
      problems.error(ProblemCode.NOT_ASKED, stopped.text(), stopped.cure());
    } else if (refusals == 0 && (!documentSeen || differences.isEmpty())) {
      problems.error(
          ProblemCode.NOT_ASKED,
          "no response of " + address + " came from this application's filter.",
          "Compare the address and its context path, and see whether the application runs with"
              + " Servlet Bearer in it.");
    } else if (plainCut) {
      problems.error(
          ProblemCode.NOT_ASKED,
          "the limit of requests is too low to request each path once.",
          "Raise --requests.");
    }
    boolean judged = problems.errors().isEmpty();
    differences.addTo(problems);
    return new ProbeResult(judged, lines(judged), problems);
  }

  private List<String> lines(boolean judged) {
    List<String> lines = new ArrayList<>();
    if (!differences.isEmpty()) {
      lines.addAll(differences.table());
      lines.add("");
    }
    lines.addAll(notes);
    if (notSent > 0) {
      lines.add(notSent + " further requests were not sent: --requests sets their number.");
    }
    if (examples.omitted() > 0) {
      lines.add(examples.omitted() + " further paths were not requested: there are too many.");
    }
    Collection<Example> all = examples.all();
    lines.add(
        all.size()
            + (all.size() == 1 ? " path, " : " paths, ")
            + requests.sent()
            + (requests.sent() == 1 ? " request in " : " requests in ")
            + requests.seconds()
            + " s: "
            + (differences.isEmpty()
                ? judged ? "all as reported." : "not judged."
                : differences.count() + " differ."));
    return lines;
  }
}
