// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.cluster.Cable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real identity provider: Keycloak's own distribution, in a process of its own. All that it knows
 * is in its memory; each test class makes itself a {@link KeycloakRealm}. Its address is that of a
 * {@link Relay}, so that it can be out of reach without being ended.
 *
 * <p>Beside the fakes, since a fake fails only in ways that we thought of: Keycloak has an
 * encryption key among its keys, lists of audiences, a header that ID tokens and access tokens
 * share, and publishes the keys of a realm that is disabled.
 */
public final class Keycloak implements AutoCloseable {

  private static final String CURE =
      "The tests with an identity provider are skipped: mvn -f src/test/provider/pom.xml package"
          + " fetches Keycloak.";

  /** The first start after an unpacking builds the server, which is most of the time. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Relay relay;
  private final int port;
  private final KeycloakAdmin admin;

  private Keycloak(Process process, Relay relay, int port, KeycloakAdmin admin) {
    this.process = process;
    this.relay = relay;
    this.port = port;
    this.admin = admin;
  }

  private static Keycloak start() {
    String password = UUID.randomUUID().toString();
    Relay relay = Relay.start();
    Process process = launch(relay.address(), password);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of Keycloak"));
    Console console = Console.of(process.getInputStream(), "Keycloak");
    try {
      String line = console.waitFor(each -> LISTENING.matcher(each).find(), START);
      Matcher listening = LISTENING.matcher(line);
      if (!listening.find()) {
        throw new AssertionError("No port in: " + line);
      }
      int port = Integer.parseInt(listening.group(1));
      relay.leadTo(port);
      Http http = new Http(URI.create("http://127.0.0.1:" + port), "");
      return new Keycloak(process, relay, port, new KeycloakAdmin(http, password));
    } catch (AssertionError e) {
      kill(process);
      throw e;
    }
  }

  /** The distribution, where src/test/provider/pom.xml has unpacked one. */
  private static Optional<Path> home() {
    Path provider = Kit.target("provider");
    if (!Files.isDirectory(provider)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(provider)) {
      List<Path> homes =
          folders.filter(each -> each.getFileName().toString().startsWith("keycloak-")).toList();
      if (homes.size() > 1) {
        throw new AssertionError("Several versions in " + provider + ": delete it, fetch one");
      }
      return homes.stream().findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(String address, String adminPassword) {
    List<String> command = new ArrayList<>(List.of("sh", "bin/kc.sh", "start"));
    command.addAll(List.of("--http-enabled=true", "--http-host=127.0.0.1", "--http-port=0"));
    command.addAll(List.of("--hostname=" + address, "--db=dev-mem", "--cache=local"));
    Path home = home().orElseThrow();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KC_"));
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USERNAME);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
    environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("JAVA_OPTS", "-Xmx512m -XX:MaxMetaspaceSize=256m -XX:+UseSerialGC");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a realm with the users, clients and scopes that the file keycloak-realm.json names. */
  public KeycloakRealm realm(String name) {
    return KeycloakRealm.create(admin, relay.address(), name);
  }

  /** The way by which everybody reaches it, unless they were told of another. */
  Relay relay() {
    return relay;
  }

  /** One more way to the same server, for one test alone; its tokens name the usual one. */
  Relay ownRelay() {
    return Relay.start().leadTo(port);
  }

  /** A way to the same server that can lose bytes without a word, as a broken network does. */
  Cable cable() {
    return Cable.to(port);
  }

  @Override
  public void close() {
    relay.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        kill(process);
        throw new AssertionError("Keycloak did not stop within " + STOP);
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
    }
  }

  /** Its script is the process that we know, and starts Java as another. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * Gives the provider to the test classes that ask for it, and ends it after the last. Without a
   * distribution they are skipped; with {@code -Dprovider.required=true} they fail.
   */
  public static final class Shared implements ExecutionCondition, ParameterResolver {

    private static final Logger LOG = Logger.getLogger(Keycloak.class.getName());
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(Keycloak.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (home().isPresent()) {
        return ConditionEvaluationResult.enabled("Keycloak is there");
      }
      if (Boolean.getBoolean("provider.required")) {
        throw new AssertionError(CURE);
      }
      // Once, for Maven shows the reason of a skipped test only in its report files.
      store(context).computeIfAbsent("told", key -> tell(), Boolean.class);
      return ConditionEvaluationResult.disabled(CURE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Keycloak.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return store(context).computeIfAbsent("keycloak", key -> start(), Keycloak.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
      return context.getRoot().getStore(NAMESPACE);
    }

    private static boolean tell() {
      LOG.warning(CURE);
      return true;
    }
  }
}
