// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.Http;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A load of logins, refreshes, revocations and calls on several nodes, and the memory of what its
 * clients saw. While nodes and their database fail, an answer may be missing or 503; what was
 * answered must hold:
 *
 * <ul>
 *   <li>a token that a client has got is accepted, until its revocation or the end of its login;
 *   <li>a token whose revocation was answered with 200 is refused, and so are the tokens of a login
 *       that was ended;
 *   <li>no refresh token is taken twice.
 * </ul>
 *
 * <p>A client that has no answer to a refresh or revocation does not know what became of it, and
 * does not use the token again; nothing is expected of it then.
 */
public final class LoadChecker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final AtomicLong answers = new AtomicLong();
  private final Map<String, AtomicLong> byKind = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Queue<Login> logins = new ConcurrentLinkedQueue<>();
  private final Queue<String> usedRefreshTokens = new ConcurrentLinkedQueue<>();
  private final List<Supplier<Http>> nodes;
  private final Duration cacheLifetime;
  private final String password;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> workers = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * A checker that has not begun.
   *
   * @param nodes the application on each node, looked up before each request
   * @param cacheLifetime how long after a revocation the other nodes may accept the token
   * @param password of the users {@code user0} to {@code user23}
   */
  public LoadChecker(List<Supplier<Http>> nodes, Duration cacheLifetime, String password) {
    this.nodes = nodes;
    this.cacheLifetime = cacheLifetime;
    this.password = password;
  }

  /**
   * Arguments: the cache's lifetime in seconds, how long the load lasts in seconds, the password of
   * {@code user0} to {@code user23}, and the addresses of the application on each node, which has a
   * servlet at {@code /api/hello}. Ends with 1 where a client saw what may not be.
   */
  public static void main(String[] args) throws Exception {
    List<Supplier<Http>> nodes = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      URI address = URI.create(args[i]);
      String path = address.getPath();
      String server = args[i].substring(0, args[i].length() - path.length());
      Http http = new Http(URI.create(server), path);
      nodes.add(() -> http);
    }
    Duration lifetime = Duration.ofSeconds(Long.parseLong(args[0]));
    try (LoadChecker checker = new LoadChecker(nodes, lifetime, args[2])) {
      checker.start(8);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
      while (System.nanoTime() < end) {
        checker.awaitAnswers(50);
      }
      checker.stop();
      List<String> found = checker.check();
      System.out.println(checker.summary());
      found.forEach(System.out::println);
      System.exit(found.isEmpty() ? 0 : 1);
    }
  }

  /** Begins with so many clients at the same time. */
  public void start(int clients) {
    for (int i = 0; i < clients; i++) {
      int number = i;
      workers.add(threads.submit(() -> new Client(number).work()));
    }
  }

  /** Waits for so many more answers that are neither missing nor 503. */
  public void awaitAnswers(long more) {
    long wanted = answers.get() + more;
    Await.until("answers: " + more, PATIENCE, () -> answers.get() >= wanted);
  }

  /** How many answers of this kind there were, as {@code login 200} or {@code call 503}. */
  public long count(String kind) {
    AtomicLong number = byKind.get(kind);
    return number == null ? 0 : number.get();
  }

  /** Kinds of answers and their numbers. */
  public String summary() {
    return new TreeMap<>(byKind).toString();
  }

  /** Access tokens that must be accepted now. */
  public List<String> live() {
    return logins.stream().flatMap(login -> login.live().stream()).toList();
  }

  /** Access tokens that must be refused now. */
  public List<String> ended() {
    return logins.stream().flatMap(login -> login.ended().stream()).toList();
  }

  /** Ends the load, and waits until the nodes know of each revocation. */
  public void stop() throws Exception {
    stopped = true;
    for (Future<?> worker : workers) {
      worker.get();
    }
    long end = System.nanoTime() + cacheLifetime.toNanos();
    Await.until("the caches are old", PATIENCE, () -> System.nanoTime() > end);
  }

  /** Asks each node about each token, and returns what may not be; logins end by it. */
  public List<String> check() {
    for (int node = 0; node < nodes.size(); node++) {
      check(node, live(), 200, "a token that a client has got is refused");
      check(node, ended(), 401, "a token that was revoked is accepted");
    }
    for (String token : usedRefreshTokens) {
      int status = refresh(nodes.get(0).get(), token).status();
      if (status != 400) {
        violations.add("a used refresh token is taken again: " + status);
      }
    }
    return List.copyOf(violations);
  }

  private void check(int node, List<String> tokens, int status, String violation) {
    Http app = nodes.get(node).get();
    for (String token : tokens) {
      int found = app.getWith(token, Node.HELLO).status();
      if (found != status) {
        violations.add(violation + ": " + found + " on node " + node);
      }
    }
  }

  private static Answer refresh(Http app, String token) {
    return app.form("/token", "grant_type", "refresh_token", "refresh_token", token);
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  /** What one client knows of a login. Used by the threads of one client, one after the other. */
  private static final class Login {
    private final List<String> live = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private String refresh;
    private long endedAt;

    synchronized void got(Answer tokens) {
      live.add(tokens.json("access_token"));
      refresh = tokens.json("refresh_token");
    }

    /** The login has ended, and all its tokens with it. */
    synchronized void end() {
      ended.addAll(live);
      live.clear();
      refresh = null;
      endedAt = System.nanoTime();
    }

    /** Nothing is known of its tokens any longer, but what has ended stays so. */
    synchronized void loseSight() {
      live.clear();
      refresh = null;
    }

    synchronized List<String> live() {
      return List.copyOf(live);
    }

    synchronized List<String> ended() {
      return List.copyOf(ended);
    }
  }

  /** One client, which does one thing after the other. */
  private final class Client {
    private static final int MOST_LOGINS = 250;

    private final Random random;
    private final List<Login> mine = new ArrayList<>();
    private final int number;

    Client(int number) {
      this.number = number;
      this.random = new Random(number);
    }

    void work() {
      while (!stopped) {
        int dice = random.nextInt(100);
        if (mine.isEmpty() || dice < 20 && mine.size() < MOST_LOGINS) {
          login();
        } else if (dice < 60) {
          call(any());
        } else if (dice < 80) {
          refresh(any());
        } else if (dice < 90) {
          refreshTwice(any());
        } else {
          revoke(any());
        }
      }
    }

    private Login any() {
      return mine.get(random.nextInt(mine.size()));
    }

    private Http node() {
      return nodes.get(random.nextInt(nodes.size())).get();
    }

    /** Sends a request; null where there is no answer, or one that the node cannot decide. */
    private Answer ask(String kind, Supplier<Answer> request) {
      try {
        Answer answer = request.get();
        count(kind + " " + answer.status());
        if (answer.status() == 503 || answer.status() == 429 || answer.status() == 404) {
          return null; // 404: the node has not deployed the application yet
        }
        answers.incrementAndGet();
        return answer;
      } catch (UncheckedIOException e) {
        count(kind + " without answer");
        return null;
      }
    }

    private void count(String kind) {
      byKind.computeIfAbsent(kind, any -> new AtomicLong()).incrementAndGet();
    }

    private void unexpected(String what, Answer answer) {
      violations.add(what + ": " + answer.status());
    }

    private void login() {
      String user = Node.user(number + 8 * random.nextInt(3));
      Http app = node();
      Answer answer =
          ask("login", () -> app.form("/token", "username", user, "password", password));
      if (answer != null && answer.status() == 200) {
        Login login = new Login();
        login.got(answer);
        mine.add(login);
        logins.add(login);
      } else if (answer != null) {
        unexpected("a login with the right password is refused", answer);
      }
    }

    private void call(Login login) {
      List<String> tokens = login.live();
      boolean isLive = !tokens.isEmpty();
      if (!isLive) {
        tokens = login.ended();
        if (tokens.isEmpty() || System.nanoTime() - login.endedAt < cacheLifetime.toNanos()) {
          return;
        }
      }
      String token = tokens.get(random.nextInt(tokens.size()));
      Http app = node();
      Answer answer = ask("call", () -> app.getWith(token, Node.HELLO));
      if (answer != null && answer.status() != (isLive ? 200 : 401)) {
        unexpected(isLive ? "a live token is refused" : "an ended token is accepted", answer);
      }
    }

    private void refresh(Login login) {
      String token = login.refresh;
      if (token == null) {
        return;
      }
      Http app = node();
      Answer answer = ask("refresh", () -> LoadChecker.refresh(app, token));
      if (answer == null) {
        login.refresh = null; // it may have been used, and a second use would end the login
      } else if (answer.status() == 200) {
        usedRefreshTokens.add(token);
        login.got(answer);
      } else {
        unexpected("a live refresh token is refused", answer);
      }
    }

    /** The same token at the same time: at most one of both gets tokens. */
    private void refreshTwice(Login login) {
      String token = login.refresh;
      if (token == null) {
        return;
      }
      Http one = node();
      Http two = node();
      Future<Answer> other =
          threads.submit(() -> ask("parallel refresh", () -> LoadChecker.refresh(two, token)));
      Answer first = ask("parallel refresh", () -> LoadChecker.refresh(one, token));
      Answer second;
      try {
        second = other.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      boolean firstWon = first != null && first.status() == 200;
      boolean secondWon = second != null && second.status() == 200;
      if (firstWon && secondWon) {
        violations.add("a refresh token was taken twice");
      }
      if (first == null || second == null || !firstWon && !secondWon) {
        login.loseSight();
        return;
      }
      usedRefreshTokens.add(token);
      login.got(firstWon ? first : second);
      login.end(); // by the reuse
    }

    private void revoke(Login login) {
      String token = login.refresh;
      if (token == null) {
        return;
      }
      Http app = node();
      Answer answer = ask("revoke", () -> app.form("/revoke", "token", token));
      if (answer == null) {
        login.loseSight();
      } else if (answer.status() == 200) {
        login.end();
      } else {
        unexpected("a revocation is refused", answer);
      }
    }
  }
}
