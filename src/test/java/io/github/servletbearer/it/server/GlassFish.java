// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * GlassFish 5 with a domain of its own, configured by the files of {@code
 * src/test/containers/glassfish}. It runs on Java 8 only.
 */
final class GlassFish extends RunningServer {

  private static final Duration START = Duration.ofMinutes(3);
  private static final String COMMANDS = "commands.txt";
  private static final String FORMAT = "%1$tF %1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n";

  /** Without a JMS service in its configuration, the server listens for one on all addresses. */
  private static final String NO_JMS =
      """
      <jms-service type="REMOTE" default-jms-host="remote">
        <jms-host name="remote" host="127.0.0.1" port="1" lazy-init="false"/>
      </jms-service>
      """;

  private final ServerSpec spec;
  private final Path domain;
  private final int adminPort;

  private GlassFish(
      ServerSpec spec, Path home, Path domain, ServerProcess process, int port, int adminPort) {
    super(home, domain.resolve("logs"), process, address(port));
    this.spec = spec;
    this.domain = domain;
    this.adminPort = adminPort;
  }

  static GlassFish start(ServerSpec spec) {
    Path home = Distribution.of(spec.kind()).resolve("glassfish");
    return ServerProcess.onFreePort(port -> start(spec, home, port));
  }

  private static GlassFish start(ServerSpec spec, Path home, int port) {
    Path domain = Kit.emptyDirectory(Kit.target("it", spec.name()));
    int adminPort = ServerProcess.freePort();
    configure(home, domain, spec, port, adminPort);
    ServerProcess process = launch(spec, home, domain);
    return startOrKill(
        process,
        console -> {
          console.waitFor(line -> line.contains(" startup time : "), START);
          StringBuilder commands = new StringBuilder(Kit.read(domain.resolve(COMMANDS)));
          spec.apps()
              .forEach((contextPath, app) -> commands.append(Asadmin.deploy(contextPath, app)));
          GlassFish server = new GlassFish(spec, home, domain, process, port, adminPort);
          server.asadmin(commands.toString());
          return server;
        });
  }

  private static void configure(Path home, Path domain, ServerSpec spec, int port, int adminPort) {
    Kit.copyTree(home.resolve("domains/domain1"), domain);
    Path recipe = ServerProcess.recipe("glassfish");
    Kit.copyTree(recipe, domain);
    Path config = domain.resolve("config");
    Path domainXml = config.resolve("domain.xml");
    // Two listeners of 127.0.0.1, and none for HTTPS, IIOP, JMX and JMS.
    String text =
        Kit.read(domainXml)
            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\"")
            .replace("port=\"4848\"", "address=\"127.0.0.1\" port=\"" + adminPort + "\"")
            .replace("port=\"8181\"", "enabled=\"false\" port=\"8181\"")
            .replace("<iiop-listener ", "<iiop-listener enabled=\"false\" ")
            .replace("<jmx-connector ", "<jmx-connector enabled=\"false\" ")
            .replaceFirst("<iiop-service>", NO_JMS + "<iiop-service>");
    Kit.write(domainXml, text);
    String logging = Kit.read(recipe.resolve("logging.properties"));
    Kit.write(
        config.resolve("logging.properties"),
        spec.logsEverything() ? logging + Asadmin.LOG_EVERYTHING : logging);
    Kit.emptyDirectory(domain.resolve("temp"));
    Kit.emptyDirectory(domain.resolve("logs"));
  }

  /** As {@code asadmin start-domain --dry-run} prints it, without what the tests do not need. */
  private static ServerProcess launch(ServerSpec spec, Path home, Path domain) {
    List<String> command = ServerProcess.java(spec, "768m");
    Path config = domain.resolve("config");
    Path modules = home.resolve("modules");
    command.addAll(
        List.of(
            "-Djava.util.logging.SimpleFormatter.format=" + FORMAT,
            "-Djava.io.tmpdir=" + domain.resolve("temp"),
            "-Djava.awt.headless=true",
            "-Djava.endorsed.dirs=" + modules.resolve("endorsed"),
            "-Djava.security.policy=" + config.resolve("server.policy"),
            "-Djava.security.auth.login.config=" + config.resolve("login.conf"),
            "-Djavax.net.ssl.keyStore=" + config.resolve("keystore.jks"),
            "-Djavax.net.ssl.trustStore=" + config.resolve("cacerts.jks"),
            "-Dcom.sun.aas.installRoot=" + home,
            "-Dcom.sun.aas.instanceRoot=" + domain,
            "-Dcom.sun.enterprise.config.config_environment_factory_class="
                + "com.sun.enterprise.config.serverbeans.AppserverConfigEnvironmentFactory",
            "-DANTLR_USE_DIRECT_CLASS_LOADING=true",
            "-Dcom.ctc.wstx.returnNullForDefaultNamespace=true"));
    command.addAll(List.of("-jar", modules.resolve("glassfish.jar").toString()));
    command.addAll(List.of("-domaindir", domain.toString(), "-domainname", "domain1"));
    command.addAll(List.of("-instancename", "server", "-type", "DAS", "-verbose", "true"));
    return ServerProcess.start(spec, domain, command);
  }

  /** Runs commands, one a line; one that fails does not keep the others from running. */
  private void asadmin(String commands) {
    // The exit code is that of the last command, so the last is one that only needs the server.
    Kit.write(domain.resolve(COMMANDS), commands + "uptime\n");
    Tool asadmin =
        Tool.run(
            domain,
            List.of(
                JavaHome.program(spec.javaHome()).toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + domain.resolve("temp"), // it keeps a cache there
                "-jar",
                home().resolve("lib/client/appserver-cli.jar").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(adminPort),
                "multimode",
                "--file",
                COMMANDS));
    if (asadmin.exit() != 0) {
      throw new AssertionError("asadmin failed: " + asadmin + "\n" + console().tail());
    }
  }

  @Override
  public void deploy(String contextPath, Path warOrDirectory) {
    asadmin(Asadmin.deploy(contextPath, warOrDirectory));
  }

  @Override
  public void undeploy(String contextPath) {
    asadmin(Asadmin.undeploy(contextPath));
  }

  @Override
  public void close() {
    super.close();
    Kit.emptyDirectory(domain.resolve("osgi-cache")); // 90 MB that each start copies
  }
}
