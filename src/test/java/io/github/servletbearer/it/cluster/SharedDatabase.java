// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import io.github.servletbearer.it.WebApp;
import java.nio.file.Path;
import org.h2.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** How the nodes reach their database: what a DataSource needs, and the driver's JAR. */
record SharedDatabase(String driver, Path jar, String url, String user) {

  static SharedDatabase of(PostgresqlServer server) {
    return at(server.port());
  }

  /** A PostgreSQL through another port. */
  static SharedDatabase at(int port) {
    return new SharedDatabase(
        "org.postgresql.Driver",
        WebApp.place(PGSimpleDataSource.class),
        PostgresqlServer.url(port),
        PostgresqlServer.USER);
  }

  /** The same with an option of the driver, as {@code socketTimeout=10}. */
  SharedDatabase with(String option) {
    return new SharedDatabase(driver, jar, url + "?" + option, user);
  }

  static SharedDatabase h2(int port) {
    return new SharedDatabase(
        Driver.class.getName(),
        WebApp.place(Driver.class),
        "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:tokens",
        "sa");
  }

  /** The same for another user, who needs no password either. */
  SharedDatabase as(String otherUser) {
    return new SharedDatabase(driver, jar, url, otherUser);
  }

  /** The DataSource {@code jdbc/tokens} for META-INF/context.xml. */
  String context(Pool pool) {
    return """
    <Context>
      <Resource name="jdbc/tokens" auth="Container" type="javax.sql.DataSource"
                driverClassName="%s" url="%s" username="%s" password=""
                %s/>
    </Context>
    """
        .formatted(driver, url, user, pool.attributes());
  }

  /** One of the two pools that Tomcat brings along, of so many connections, without timeouts. */
  record Pool(boolean isTomcatJdbc, int connections) {
    static Pool dbcp(int connections) {
      return new Pool(false, connections);
    }

    static Pool tomcatJdbc(int connections) {
      return new Pool(true, connections);
    }

    String attributes() {
      return isTomcatJdbc
          ? "factory=\"org.apache.tomcat.jdbc.pool.DataSourceFactory\" testOnBorrow=\"true\""
              + (" maxActive=\"" + connections + "\" maxIdle=\"" + connections + "\"")
              + " maxWait=\"600000\" initialSize=\"0\" minIdle=\"0\""
          : "maxTotal=\"" + connections + "\" maxIdle=\"" + connections + "\"";
    }
  }
}
