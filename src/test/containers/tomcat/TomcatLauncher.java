// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

import java.io.File;
import java.util.Arrays;
import org.apache.catalina.startup.Tomcat;

/**
 * Exploded web applications in an embedded Tomcat: {@code TomcatLauncher PORT /context=FOLDER...}.
 * Their classes are on the class path of this program.
 */
public final class TomcatLauncher {

  private TomcatLauncher() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    for (String application : Arrays.asList(arguments).subList(1, arguments.length)) {
      int equals = application.indexOf('=');
      String folder = new File(application.substring(equals + 1)).getAbsolutePath();
      tomcat
          .addWebapp(application.substring(0, equals), folder)
          .setParentClassLoader(TomcatLauncher.class.getClassLoader());
    }
    tomcat.addUser("johndoe", "secret");
    tomcat.addRole("johndoe", "user");
    tomcat.start();
    System.out.println("Listening on 127.0.0.1:" + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }
}
