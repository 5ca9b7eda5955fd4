// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

import com.caucho.resin.BeanEmbed;
import com.caucho.resin.HttpEmbed;
import com.caucho.resin.ResinEmbed;
import com.caucho.resin.WebAppEmbed;
import com.caucho.security.PropertiesAuthenticator;
import java.util.Arrays;

/** Exploded web applications in an embedded Resin: {@code ResinLauncher PORT /context=FOLDER...}. */
public final class ResinLauncher {

  private ResinLauncher() {}

  public static void main(String[] arguments) throws Exception {
    ResinEmbed resin = new ResinEmbed();
    resin.setRootDirectory(System.getProperty("user.dir"));
    HttpEmbed http = new HttpEmbed(Integer.parseInt(arguments[0]), "127.0.0.1");
    resin.addPort(http);
    for (String application : Arrays.asList(arguments).subList(1, arguments.length)) {
      int equals = application.indexOf('=');
      String contextPath = application.substring(0, equals);
      WebAppEmbed webApp = new WebAppEmbed(contextPath, application.substring(equals + 1));
      webApp.addBean(new BeanEmbed(users()));
      resin.addWebApp(webApp);
    }
    resin.start();
    System.out.println("Listening on 127.0.0.1:" + http.getLocalPort());
    resin.join();
  }

  /** The two users of the demo. Without an authenticator Resin lets in anyone, with any password. */
  private static PropertiesAuthenticator users() throws Exception {
    PropertiesAuthenticator users = new PropertiesAuthenticator();
    users.setPasswordDigestAlgorithm("none");
    users.addUser("johndoe", "secret,user");
    users.addUser("alice", "secret2,user,admin");
    users.init();
    return users;
  }
}
